package io.github.websocketcdk.archetype;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** GitHub's workflows are run nowhere else: actionlint reads them. */
class WorkflowsIT {
    @Test
    void thoseOfTheArchetypePass() throws Exception {
        assertPass(Path.of("").toAbsolutePath());
    }

    @ParameterizedTest
    @EnumSource
    void thoseOfAGeneratedProjectPass(GeneratedProject project) throws Exception {
        assertPass(project.directory());
    }

    private static void assertPass(Path directory) throws Exception {
        assertThat(Command.actionlint(directory).succeeded().output()).contains("Checking 2 workflow file(s)");
    }
}
