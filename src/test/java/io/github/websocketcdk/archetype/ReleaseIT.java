package io.github.websocketcdk.archetype;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/** What {@code mvn -Prelease verify} makes, held against https://central.sonatype.org/publish/requirements/. */
@Execution(ExecutionMode.CONCURRENT)
class ReleaseIT {
    private static final String VERSION = "1.0.0";
    private static final String FOLDER = Maven.ARCHETYPE_GROUP_ID.replace('.', '/') + "/"
            + Maven.ARCHETYPE_ARTIFACT_ID + "/" + VERSION + "/" + Maven.ARCHETYPE_ARTIFACT_ID + "-" + VERSION;
    private static final List<String> FILES =
            List.of(".pom", ".jar", "-sources.jar", "-javadoc.jar", "-cyclonedx.json", "-cyclonedx.xml");
    private static final Map<String, String> CHECKSUMS =
            Map.of(".md5", "MD5", ".sha1", "SHA-1", ".sha256", "SHA-256", ".sha512", "SHA-512");

    private static ThrowAwayKey key;
    private static Map<String, byte[]> bundle;

    @BeforeAll
    static void release() throws Exception {
        key = new ThrowAwayKey();
        Path built = build("release", "verify");
        bundle = unzip(Files.readAllBytes(built.resolve("target/central-publishing/central-bundle.zip")));
    }

    /** Builds a copy of the sources with a version that is no snapshot. */
    private static Path build(String folder, String phase) throws Exception {
        Path copy = Trees.empty(folder);
        Files.writeString(copy.resolve("pom.xml"), Files.readString(Path.of("pom.xml"))
                .replaceFirst("<version>" + Maven.ARCHETYPE_VERSION, "<version>" + VERSION));
        Path sources = Path.of("src/main");
        try (Stream<Path> paths = Files.walk(sources)) {
            for (Path path : paths.toList()) {
                Path to = copy.resolve(path);
                Files.createDirectories(to.getParent());
                Files.copy(path, to);
            }
        }
        Maven.run(copy, Map.of("MAVEN_GPG_KEY", key.armored()), "-Prelease", phase, "-Dmaven.test.skip",
                "-Dmaven.install.skip", "-Dcheckstyle.skip").succeeded();
        return copy;
    }

    @Test
    void theBundleHasEveryFileItsSignatureAndTheirChecksumsAndNothingElse() {
        Set<String> wanted = new TreeSet<>();
        for (String file : FILES) {
            for (String signature : List.of("", ".asc")) {
                wanted.add(FOLDER + file + signature);
            }
            CHECKSUMS.keySet().forEach(checksum -> wanted.add(FOLDER + file + checksum));
        }

        assertThat(bundle.keySet()).isEqualTo(wanted);
    }

    @Test
    void everyFileIsSigned() {
        assertThat(FILES).allSatisfy(file ->
                assertThat(key.hasSigned(bundle.get(FOLDER + file), bundle.get(FOLDER + file + ".asc"))).isTrue());
    }

    @Test
    void everyChecksumIsRight() {
        assertThat(FILES).allSatisfy(file -> CHECKSUMS.forEach((extension, algorithm) ->
                assertThat(text(FOLDER + file + extension)).isEqualTo(hash(algorithm, bundle.get(FOLDER + file)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"groupId", "artifactId", "version", "name", "description", "url", "licenses/license/name",
        "licenses/license/url", "developers/developer/name", "developers/developer/organization",
        "developers/developer/organizationUrl", "scm/connection", "scm/developerConnection", "scm/url"})
    void thePomSays(String element) throws Exception {
        Document pom = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(bundle.get(FOLDER + ".pom")));

        assertThat(XPathFactory.newInstance().newXPath().evaluate("/project/" + element, pom))
                .isNotBlank().doesNotContain("SNAPSHOT", "${");
    }

    @Test
    void theJarIsAnArchetypeAPluginAndALibraryAndTheOthersAreOfTheLibrary() throws Exception {
        String api = "io/github/websocketcdk/local/LocalGateway";

        assertThat(entries(".jar")).contains("META-INF/maven/archetype-metadata.xml", "META-INF/maven/plugin.xml",
                "archetype-resources/pom.xml", api + ".class");
        assertThat(entries("-sources.jar")).contains(api + ".java");
        assertThat(entries("-javadoc.jar")).contains("index.html", api + ".html");
    }

    @Test
    void theBillOfMaterialsHasWhatTheLibraryNeedsAndNothingOfTheTests() {
        assertThat(text(FOLDER + "-cyclonedx.json")).contains("jetty-websocket-jetty-server", "DynamoDBLocal")
                .doesNotContain("assertj", "selenium");
    }

    @Test
    void aBuildInAnotherFolderGivesTheSameBytes() throws Exception {
        Path other = build("release-again/in-another-folder", "package").resolve("target");

        assertThat(List.of(".jar", "-sources.jar", "-javadoc.jar")).allSatisfy(file ->
                assertThat(other.resolve(Maven.ARCHETYPE_ARTIFACT_ID + "-" + VERSION + file))
                        .hasBinaryContent(bundle.get(FOLDER + file)));
        assertThat(other.resolve("bom.json")).hasBinaryContent(bundle.get(FOLDER + "-cyclonedx.json"));
        assertThat(other.resolve("bom.xml")).hasBinaryContent(bundle.get(FOLDER + "-cyclonedx.xml"));
    }

    private static Set<String> entries(String file) throws Exception {
        return unzip(bundle.get(FOLDER + file)).keySet();
    }

    private static Map<String, byte[]> unzip(byte[] zip) throws Exception {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream entries = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                if (!entry.isDirectory()) {
                    files.put(entry.getName(), entries.readAllBytes());
                }
            }
        }
        return files;
    }

    private static String text(String file) {
        return new String(bundle.get(file), StandardCharsets.UTF_8);
    }

    private static String hash(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
