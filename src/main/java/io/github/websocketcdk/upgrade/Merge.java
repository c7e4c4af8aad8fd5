package io.github.websocketcdk.upgrade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The three-way merge of an upgrade, by git: the old generated state is the base, the new one is theirs, and what is
 * committed is ours. The result is staged, not committed.
 */
final class Merge {
    /** Who has made the generated states, which need an author as every commit. */
    private static final String NAME = "websocket-cdk";

    private final Path project;
    private final Git git;

    /**
     * @param project the root of the project, which may be a folder of its repository
     * @throws IllegalStateException if git is missing, or the project is in no repository, or has changes that are not
     *     committed
     */
    Merge(Path project) throws IOException {
        this.project = project;
        git = new Git(project, Map.of("GIT_AUTHOR_NAME", NAME, "GIT_AUTHOR_EMAIL", NAME,
                "GIT_COMMITTER_NAME", NAME, "GIT_COMMITTER_EMAIL", NAME));
        requireGit();
        requireCommit();
        requireCleanTree();
    }

    private void requireGit() {
        try {
            git.run("--version");
        } catch (IOException e) {
            throw new IllegalStateException("git is missing: the upgrade merges with it. Install it, "
                    + "see https://git-scm.com", e);
        }
    }

    private void requireCommit() throws IOException {
        Git.Result head = git.attempt("rev-parse", "--verify", "HEAD");
        if (head.exitCode() != 0) {
            throw new IllegalStateException(project + " has no commit to merge into: git init, git add --all and "
                    + "git commit first. git says: " + head.errors());
        }
    }

    private void requireCleanTree() throws IOException {
        String changes = git.run("status", "--porcelain");
        if (!changes.isEmpty()) {
            throw new IllegalStateException("There are changes that are not committed. Commit them, or set them aside "
                    + "with git stash --include-untracked:\n" + changes);
        }
    }

    /**
     * Merges what differs between two generated states, each a folder with the project's files.
     *
     * @param name what git calls the new state at a conflict
     * @return the files with a conflict, by their paths from the root of the repository
     * @throws IllegalStateException if a file that git ignores stands where a new one belongs
     * @throws IOException if git cannot merge; the project is as it was then
     */
    List<String> merge(Path oldState, Path newState, String name) throws IOException {
        String base = git.run("commit-tree", "-m", name, tree(oldState));
        String theirs = git.run("commit-tree", "-m", name, "-p", base, tree(newState));
        requireNothingInTheWay(base, theirs);
        Git.Result merged = git.attempt("cherry-pick", "--no-commit", theirs);
        List<String> conflicts = files("diff", "--name-only", "--diff-filter=U");
        if (merged.exitCode() != 0 && conflicts.isEmpty()) {
            throw new IOException("git cannot merge: " + merged.errors());
        }
        return conflicts;
    }

    /** The files that the merge has changed, by their paths from the root of the repository. */
    List<String> changed() throws IOException {
        return files("diff", "--name-only", "HEAD");
    }

    /** The tree of the repository as it would be with that state of the project, and all else as committed. */
    private String tree(Path state) throws IOException {
        Path index = Path.of(state + ".index");
        Files.deleteIfExists(index);
        Git aside = new Git(state, Map.of("GIT_INDEX_FILE", index.toString(), "GIT_WORK_TREE", state.toString(),
                "GIT_DIR", git.run("rev-parse", "--absolute-git-dir")));
        aside.run("add", "--all", ".");
        String tree = aside.run("write-tree");
        String prefix = git.run("rev-parse", "--show-prefix");
        if (prefix.isEmpty()) {
            return tree;
        }
        Git repository = new Git(project, Map.of("GIT_INDEX_FILE", index.toString()));
        repository.run("read-tree", "HEAD");
        repository.run("rm", "-r", "--cached", "--quiet", ".");
        repository.run("read-tree", "--prefix=" + prefix, tree);
        return repository.run("write-tree");
    }

    /** git overwrites a file that it ignores. */
    private void requireNothingInTheWay(String base, String theirs) throws IOException {
        List<String> added = files("diff", "--no-renames", "--name-only", "--diff-filter=A", base, theirs);
        List<String> ignored = files("ls-files", "--others", "--ignored", "--exclude-standard", "--full-name", ":/");
        ignored.retainAll(added);
        if (!ignored.isEmpty()) {
            throw new IllegalStateException("The upgrade would overwrite files that git ignores. Move them away: "
                    + String.join(", ", ignored));
        }
    }

    private List<String> files(String... command) throws IOException {
        return git.run(command).lines().collect(Collectors.toCollection(ArrayList::new));
    }
}
