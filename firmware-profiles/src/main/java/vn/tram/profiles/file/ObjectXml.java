package vn.tram.profiles.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import vn.tram.profiles.ObjectDefinition;
import vn.tram.profiles.ObjectDefinitions;
import vn.tram.profiles.Operations;
import vn.tram.profiles.ResourceDefinition;
import vn.tram.profiles.ResourceType;

/**
 * Reads LwM2M object definitions in OMA's XML format (LWM2M.xsd and LWM2M-v1_1.xsd) strictly: an element that the
 * schema does not have, a missing element or a value outside its enumeration is a problem. Document types, and with
 * them external entities, are refused.
 */
public final class ObjectXml {

    private static final Set<String> OBJECT_CHILDREN = Set.of(
            "Name",
            "Description1",
            "ObjectID",
            "ObjectURN",
            "LWM2MVersion",
            "ObjectVersion",
            "MultipleInstances",
            "Mandatory",
            "Resources",
            "Description2");
    private static final Set<String> ITEM_CHILDREN = Set.of(
            "Name", "Operations", "MultipleInstances", "Mandatory", "Type", "RangeEnumeration", "Units", "Description");

    private final String where;
    private final List<Problem> problems = new ArrayList<>();

    private ObjectXml(String where) {
        this.where = where;
    }

    /** @param where the file's name, for messages */
    public static ObjectDefinition read(String where, InputStream in) throws BadFileException, IOException {
        ObjectXml reader = new ObjectXml(where);
        @Nullable ObjectDefinition definition = reader.object(parse(where, in));
        if (definition == null || !reader.problems.isEmpty()) {
            throw new BadFileException(reader.problems);
        }
        return definition;
    }

    /** Every {@code *.xml} in {@code folder}; the problems of all files at once. */
    public static ObjectDefinitions readAll(Path folder) throws BadFileException, IOException {
        List<ObjectDefinition> definitions = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> list = Files.list(folder)) {
            files = list.filter(file -> file.toString().endsWith(".xml"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            try (InputStream in = Files.newInputStream(file)) {
                ObjectDefinition definition = read(name, in);
                if (!name.equals(definition.id() + ".xml")) {
                    problems.add(new Problem(name, "ObjectID", "must be the file's name", "" + definition.id()));
                }
                definitions.add(definition);
            } catch (BadFileException e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new BadFileException(problems);
        }
        return ObjectDefinitions.of(definitions);
    }

    private static Element parse(String where, InputStream in) throws BadFileException, IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setExpandEntityReferences(false);
            factory.setXIncludeAware(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Throwing());
            return builder.parse(in).getDocumentElement();
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's XML parser lacks a feature", e);
        } catch (SAXParseException e) {
            throw new BadFileException(
                    where + ":" + e.getLineNumber(),
                    "",
                    "must be well-formed XML without DOCTYPE: " + e.getMessage(),
                    "");
        } catch (SAXException e) {
            throw new BadFileException(where, "", "must be well-formed XML: " + e.getMessage(), "");
        }
    }

    private @Nullable ObjectDefinition object(Element root) {
        if (!root.getTagName().equals("LWM2M")) {
            problem("root element", "must be LWM2M", root.getTagName());
            return null;
        }
        Map<String, Element> top = children("LWM2M", root, Set.of("Object"));
        Element object = top.get("Object");
        if (object == null) {
            problem("Object", "must be there", "");
            return null;
        }
        Map<String, Element> fields = children("Object", object, OBJECT_CHILDREN);
        int id = number("ObjectID", text(fields, "ObjectID", null));
        List<ResourceDefinition> resources = new ArrayList<>();
        Element list = fields.get("Resources");
        if (list == null) {
            problem("Resources", "must be there", "");
        } else {
            for (Element item : elements(list)) {
                resource(item, resources);
            }
        }
        String name = text(fields, "Name", null);
        String description = text(fields, "Description1", "");
        String version = text(fields, "ObjectVersion", "1.0");
        String lwm2mVersion = text(fields, "LWM2MVersion", "1.0");
        String urn = text(fields, "ObjectURN", null);
        boolean multiple = either("MultipleInstances", fields, "Multiple", "Single");
        boolean mandatory = either("Mandatory", fields, "Mandatory", "Optional");
        if (!problems.isEmpty()) {
            return null;
        }
        try {
            return new ObjectDefinition(
                    id,
                    name,
                    description,
                    version,
                    lwm2mVersion,
                    urn,
                    multiple,
                    mandatory,
                    ObjectDefinition.byId(resources));
        } catch (IllegalArgumentException e) {
            problem("Object", String.valueOf(e.getMessage()), "");
            return null;
        }
    }

    private void resource(Element item, List<ResourceDefinition> into) {
        if (!item.getTagName().equals("Item")) {
            problem("Resources", "must hold Item elements only", item.getTagName());
            return;
        }
        int before = problems.size();
        int id = number("Item ID", item.getAttribute("ID"));
        String what = "Item " + id;
        Map<String, Element> fields = children(what, item, ITEM_CHILDREN);
        String name = text(fields, "Name", null);
        String operations = text(fields, "Operations", "");
        ResourceType type = ResourceType.ofXml(text(fields, "Type", ""));
        if (type == null) {
            problem(what + " Type", "must be a data type of LwM2M", text(fields, "Type", ""));
        }
        if (!Set.of("", "R", "W", "RW", "E").contains(operations)) {
            problem(what + " Operations", "must be R, W, RW, E or empty", operations);
        }
        boolean multiple = either("MultipleInstances", fields, "Multiple", "Single");
        boolean mandatory = either("Mandatory", fields, "Mandatory", "Optional");
        if (problems.size() == before && type != null) {
            into.add(new ResourceDefinition(
                    id,
                    name,
                    type,
                    operations.isEmpty() ? Operations.NONE : Operations.valueOf(operations),
                    multiple,
                    mandatory,
                    text(fields, "RangeEnumeration", ""),
                    text(fields, "Units", ""),
                    text(fields, "Description", "")));
        }
    }

    private Map<String, Element> children(String what, Element parent, Set<String> allowed) {
        Map<String, Element> byName = new HashMap<>();
        for (Element child : elements(parent)) {
            String name = child.getTagName();
            if (!allowed.contains(name)) {
                problem(what, "must not hold the element", name);
            } else if (byName.put(name, child) != null) {
                problem(what, "must hold the element once", name);
            }
        }
        return byName;
    }

    private static List<Element> elements(Element parent) {
        List<Element> elements = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                elements.add(element);
            }
        }
        return elements;
    }

    /** @param missing what an absent element stands for; null when it must be there */
    private String text(Map<String, Element> fields, String name, @Nullable String missing) {
        Element element = fields.get(name);
        if (element != null) {
            return element.getTextContent().strip();
        }
        if (missing == null) {
            problem(name, "must be there", "");
            return "";
        }
        return missing;
    }

    private boolean either(String name, Map<String, Element> fields, String yes, String no) {
        String text = text(fields, name, null);
        if (!text.equals(yes) && !text.equals(no) && fields.containsKey(name)) {
            problem(name, "must be " + yes + " or " + no, text);
        }
        return text.equals(yes);
    }

    private int number(String what, String text) {
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            problem(what, "must be a number from 0 to 65535", "\"" + text + "\"");
            return -1;
        }
        return Integer.parseInt(text);
    }

    private void problem(String what, String rule, String value) {
        problems.add(new Problem(where, what, rule, value));
    }

    /** The parser's own handler prints on standard error. */
    private static final class Throwing implements ErrorHandler {

        @Override
        public void warning(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
