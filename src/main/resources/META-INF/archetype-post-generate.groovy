import static org.codehaus.groovy.runtime.MethodRankHelper.damerauLevenshteinDistance

// The plugin applies a validationRegex at its prompt alone, not to -D values (apache/maven-archetype#814).
def rules = [
    groupId   : [~/@rule.groupId@/, 'a letter, a digit or "_", then these, "." and "-"', 'com.example'],
    artifactId: [~/@rule.artifactId@/, 'a letter, a digit or "_", then these, "." and "-", at most 100, no "." last, no name that Windows reserves, such as "con"', 'chat'],
    version   : [~/@rule.version@/, 'a letter, a digit or "_", then these, ".", "+" and "-"', '1.0-SNAPSHOT'],
    package   : [~/@rule.package@/, 'a Java package (by default the groupId): parts of letters, digits and "_" with a "." between them, no part that begins with a digit, is a reserved word of Java or a name that Windows reserves', 'com.example.chat'],
    appName   : [~/@rule.appName@/, 'a letter, then letters, digits and "-", at most 40, no "-" last (by default the artifactId)', 'chat'],
    region    : [~/@rule.region@/, 'the id of an AWS region', 'eu-west-1'],
    stage     : [~/@rule.stage@/, 'a lower-case letter, then lower-case letters, digits and "-", at most 20, no "-" last', 'dev'],
    auth      : [~/@rule.auth@/, 'none or jwt', 'jwt'],
]
def parent = new File(request.outputDirectory)
def project = new File(parent, request.artifactId)
def refused = rules.findAll { name, rule -> !(request.properties[name] ==~ rule[0]) }
if (refused) {
    // Nothing but pom.xml has been written, and that only where there was none: see archetype-resources/pom.xml.
    new File(project, 'pom.xml').delete()
    for (def empty = project; empty != parent && empty.delete(); empty = empty.parentFile) { }
    throw new IllegalArgumentException('No project was generated.' + refused.collect { name, rule ->
        "\n  $name '${request.properties[name]}' is not allowed. Allowed: ${rule[1]}. Example: ${rule[2]}"
    }.join(''))
}
if (auth == 'none') {
    // The plugin before 3.2 writes them all the same: it takes no notice of an includeCondition.
    def java = "java/${request.properties['package'].replace('.', '/')}"
    ["functions/src/main/$java/functions/JwtAuthorizer.java", "functions/src/main/$java/functions/JwtVerifier.java",
     "functions/src/test/$java/functions/JwtAuthorizerTest.java", "functions/src/test/$java/functions/JwtIssuer.java",
     "infrastructure/src/test/$java/infrastructure/JwtStackTest.java",
     "end-to-end/src/test/$java/endtoend/JwtLocalTest.java", "end-to-end/src/test/$java/endtoend/JwtTokens.java"]
        .collect { new File(project, it) }
        .findAll { it.lastModified() >= new File(project, 'pom.xml').lastModified() }
        .each { it.delete() }
}

def region = request.properties['region']
def regions = '@aws.regions@'.split(',')
if (!(region in regions)) {
    def nearest = regions.min { damerauLevenshteinDistance(it.toList() as Object[], region.toList() as Object[]) }
    println "[WARNING] AWS has no region '$region' that this version knows. Did you mean '$nearest'?"
}
if (new File(parent, 'pom.xml').exists()) {
    println "[WARNING] The plugin has made the project a module of ${new File(parent, 'pom.xml').canonicalPath}. It is meant to stand on its own."
}
println "Next: cd ${project.canonicalPath}, then mvn -Plocal, and open http://localhost:3001"
println 'Before you change anything: git init, git add --all and git commit. README.md has the rest.'
