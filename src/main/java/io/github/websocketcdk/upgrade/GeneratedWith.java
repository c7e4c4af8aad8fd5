package io.github.websocketcdk.upgrade;

import java.io.IOException;
import java.io.Reader;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a project was generated with, as the file {@value #FILE} at its root records it: {@code archetypeVersion} and
 * every parameter, by the names that {@code archetype:generate} has for them.
 */
record GeneratedWith(String archetypeVersion, Map<String, String> parameters) {
    static final String FILE = ".websocket-cdk.properties";
    private static final String ARCHETYPE_VERSION = "archetypeVersion";

    /** @throws IllegalArgumentException if the file does not say which version of the archetype it was */
    static GeneratedWith read(Reader file) throws IOException {
        Properties properties = new Properties();
        properties.load(file);
        Map<String, String> parameters = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> parameters.put(name, properties.getProperty(name)));
        String version = parameters.remove(ARCHETYPE_VERSION);
        if (version == null || version.isBlank()) {
            throw new IllegalArgumentException(FILE + " has no " + ARCHETYPE_VERSION
                    + ": add the version of the archetype that the project was generated with. Example: "
                    + ARCHETYPE_VERSION + "=1.0.0");
        }
        return new GeneratedWith(version, parameters);
    }

    /**
     * The same project in another version of the archetype.
     *
     * @param newParameters the names of that version's parameters
     * @param given values by name, such as {@code auth}; what is no parameter of either version is left out
     */
    GeneratedWith upgraded(String version, Set<String> newParameters, Properties given) {
        Map<String, String> upgraded = new TreeMap<>(parameters);
        Set<String> names = new TreeSet<>(parameters.keySet());
        names.addAll(newParameters);
        names.retainAll(given.stringPropertyNames());
        names.forEach(name -> upgraded.put(name, given.getProperty(name)));
        return new GeneratedWith(version, upgraded);
    }

    @Override
    public String toString() {
        return "version " + archetypeVersion + " and " + parameters.entrySet().stream()
                .map(Map.Entry::toString).collect(Collectors.joining(", "));
    }
}
