package vn.tram.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.tram.document.Reading;
import vn.tram.document.ResourcePath;
import vn.tram.profiles.ObjectDefinitions;

class ObjectTreeTest {

    private static final ResourcePath OPER_STATUS = new ResourcePath(42769, 2, 8);
    private static final ResourcePath DESIRED_REVISION = new ResourcePath(42772, 0, 2);
    private static final ResourcePath REBOOT = new ResourcePath(3, 0, 4);

    private final ObjectTree tree = new ObjectTree(ObjectDefinitions.bundled());
    private final List<ResourcePath> changed = new ArrayList<>();

    @Test
    void a_reading_becomes_the_value_of_its_resource_and_makes_its_instance() {
        tree.put(new Reading(OPER_STATUS, 1L));

        assertEquals(1L, tree.get(OPER_STATUS));
        assertEquals(Map.of(42769, Set.of(2)), tree.instances());
    }

    @Test
    void listeners_hear_of_new_values_only() {
        tree.listen(changed::add);

        tree.put(new Reading(OPER_STATUS, 1L));
        tree.put(new Reading(OPER_STATUS, 1L));
        tree.put(new Reading(OPER_STATUS, 2L));

        assertEquals(List.of(OPER_STATUS, OPER_STATUS), changed);
    }

    @Test
    void a_whole_number_fits_a_float_but_not_a_text() {
        tree.put(Reading.of(42770, 0, 1, 2L));
        assertEquals(2.0, tree.get(new ResourcePath(42770, 0, 1)));

        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> tree.put(Reading.of(42769, 2, 0, 7L)));
        assertEquals("value of /42769/2/0 (Name): must be of type String, was 7", refusal.getMessage());
    }

    @Test
    void a_resource_that_no_definition_has_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> tree.put(Reading.of(42769, 2, 999, 7L)));
        assertThrows(IllegalArgumentException.class, () -> tree.put(Reading.of(60000, 0, 0, 7L)));
    }

    @Test
    void a_single_object_has_no_second_instance() {
        assertThrows(IllegalArgumentException.class, () -> tree.put(Reading.of(42770, 1, 0, 7.0)));
    }

    @Test
    void a_write_that_the_handler_accepts_becomes_the_value() {
        List<Object> written = new ArrayList<>();
        tree.listen(changed::add);
        tree.onWrite(DESIRED_REVISION, value -> {
            written.add(value);
            return ObjectTree.CHANGED;
        });

        assertEquals(204, tree.write(DESIRED_REVISION, 7L));

        assertEquals(List.of(7L), written);
        assertEquals(7L, tree.get(DESIRED_REVISION));
        assertEquals(List.of(DESIRED_REVISION), changed);
    }

    @Test
    void a_write_that_the_handler_refuses_changes_nothing() {
        tree.onWrite(DESIRED_REVISION, value -> ObjectTree.BAD_REQUEST);

        assertEquals(400, tree.write(DESIRED_REVISION, 7L));
        assertNull(tree.get(DESIRED_REVISION));
    }

    @Test
    void writes_are_answered_by_what_the_definitions_say() {
        tree.onWrite(DESIRED_REVISION, value -> ObjectTree.CHANGED);
        tree.put(new Reading(OPER_STATUS, 1L));

        assertEquals(400, tree.write(DESIRED_REVISION, "seven"), "wrong type");
        assertEquals(405, tree.write(OPER_STATUS, 2L), "read only");
        assertEquals(404, tree.write(new ResourcePath(42769, 3, 8), 2L), "no such instance");
        assertEquals(404, tree.write(new ResourcePath(42772, 0, 99), 2L), "no such resource");
        assertEquals(1L, tree.get(OPER_STATUS));
    }

    @Test
    void executions_reach_their_handler_with_their_arguments() {
        List<String> executed = new ArrayList<>();
        tree.onExecute(REBOOT, arguments -> {
            executed.add(arguments);
            return ObjectTree.CHANGED;
        });

        assertEquals(204, tree.execute(REBOOT, "0='10'"));
        assertEquals(List.of("0='10'"), executed);
        assertEquals(405, tree.execute(new ResourcePath(3, 0, 0), ""), "not executable");
        assertEquals(404, tree.execute(new ResourcePath(5, 0, 2), ""), "no such instance");
    }

    @Test
    void handlers_belong_to_resources_that_allow_them() {
        assertThrows(IllegalArgumentException.class, () -> tree.onWrite(OPER_STATUS, value -> ObjectTree.CHANGED));
        assertThrows(
                IllegalArgumentException.class,
                () -> tree.onExecute(DESIRED_REVISION, arguments -> ObjectTree.CHANGED));
    }

    @Test
    void an_instance_that_went_away_is_forgotten_and_listeners_hear_of_it() {
        tree.put(new Reading(OPER_STATUS, 1L));
        tree.put(Reading.of(42769, 3, 8, 1L));
        tree.listen(changed::add);

        tree.remove(42769, 2);
        tree.remove(42769, 2);

        assertNull(tree.get(OPER_STATUS));
        assertEquals(Map.of(42769, Set.of(3)), tree.instances());
        assertEquals(List.of(OPER_STATUS), changed);
    }
}
