package vn.tram.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MarkedTest {

    private static String html(String body) {
        Markup html = new Markup();
        Marked.put(html, body);
        return html.toString();
    }

    @Test
    void paragraphs_lines_and_headings_are_as_authors_mean_them() {
        assertEquals(
                "<p>Kính gửi bà con,<br>từ 8 giờ.</p><h4>Mang theo</h4><p>Giấy tờ.</p>",
                html("Kính gửi bà con,\ntừ 8 giờ.\n\n## Mang theo\nGiấy tờ."));
    }

    @Test
    void lists_are_lists_only_where_every_line_is_an_item() {
        assertEquals("<ul><li>một</li><li><strong>hai</strong></li></ul>", html("- một\n- **hai**"));
        assertEquals("<ol><li>một</li><li>hai</li></ol>", html("1. một\n2. hai"));
        assertEquals("<p>- một<br>hai</p>", html("- một\nhai"));
    }

    @Test
    void an_address_is_written_out_for_browsers_that_do_not_open_it() {
        assertEquals(
                "<p>Xem <a href=\"https://dichvucong.gov.vn/a?b=1&amp;c\">cổng</a> (dichvucong.gov.vn/a?b=1&amp;c).</p>",
                html("Xem [cổng](https://dichvucong.gov.vn/a?b=1&c)."));
        assertEquals("<p><a href=\"tel:113\">113</a></p>", html("[113](tel:113)"));
    }

    @Test
    void nothing_that_somebody_writes_becomes_markup_of_the_page() {
        assertEquals("<p>&lt;script&gt;alert(1)&lt;/script&gt; **</p>", html("<script>alert(1)</script> **"));
        assertEquals("<p>[x](javascript:alert(1))</p>", html("[x](javascript:alert(1))"));
        assertEquals("<p>[x](https://a&quot;onclick=b)</p>", html("[x](https://a\"onclick=b)"));
        assertEquals("<p><strong>&lt;b&gt;</strong></p>", html("**<b>**"));
    }
}
