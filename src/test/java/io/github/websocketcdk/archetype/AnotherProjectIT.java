package io.github.websocketcdk.archetype;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README's example of the local gateway in another project, with the cloud assembly of a generated one. */
class AnotherProjectIT {
    private static final String POM = """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <groupId>org.example</groupId>
              <artifactId>another</artifactId>
              <version>1</version>
              <properties>
                <maven.compiler.release>17</maven.compiler.release>
              </properties>
              <dependencies>
            %s
                <dependency>
                  <groupId>org.junit.jupiter</groupId>
                  <artifactId>junit-jupiter</artifactId>
                  <version>%s</version>
                  <scope>test</scope>
                </dependency>
              </dependencies>
              <build>
                <plugins>
                  <plugin>
                    <artifactId>maven-surefire-plugin</artifactId>
                    <version>%s</version>
                  </plugin>
                  <plugin>
                    <artifactId>maven-compiler-plugin</artifactId>
                    <version>%s</version>
                  </plugin>
                </plugins>
              </build>
            </project>
            """;
    private static final String IMPORTS = """
            import static org.junit.jupiter.api.Assertions.assertEquals;

            import io.github.websocketcdk.local.LocalGateway;
            import io.github.websocketcdk.local.Options;
            import java.net.http.HttpClient;
            import java.net.http.WebSocket;
            import java.nio.file.Path;
            import java.util.concurrent.BlockingQueue;
            import java.util.concurrent.CompletionStage;
            import java.util.concurrent.LinkedBlockingQueue;
            import java.util.concurrent.TimeUnit;
            import org.junit.jupiter.api.Test;

            """;

    @Test
    void itsTestTalksToTheStackOfACloudAssembly() throws Exception {
        Path project = Trees.empty("another");
        GeneratedProject.DEFAULTS.build().succeeded();
        Command.cdk(GeneratedProject.DEFAULTS.directory(), "synth", "--quiet", "--output",
                project.resolve("cdk.out").toString()).succeeded();
        Files.writeString(project.resolve("pom.xml"), POM.formatted(readme("xml"), System.getProperty("junit.version"),
                System.getProperty("surefire.version"), System.getProperty("compiler.version")));
        Path tests = Files.createDirectories(project.resolve("src/test/java"));
        Files.writeString(tests.resolve("ChatTest.java"), IMPORTS + readme("java"));

        assertThat(Maven.run(project, "test").succeeded().output()).contains("Tests run: 1, Failures: 0");
    }

    private static String readme(String language) throws Exception {
        return Files.readString(Path.of("README.md")).split("```" + language + "\n")[1].split("```")[0];
    }
}
