// The plugin applies a validationRegex at its prompt alone, not to -D values (apache/maven-archetype#814).
def rules = [
    groupId   : [~/@rule.groupId@/, 'letters, digits, "_", "." and "-", none of the last two first', 'com.example'],
    artifactId: [~/@rule.artifactId@/, 'letters, digits, "_", "." and "-", none of the last two first', 'chat'],
    version   : [~/@rule.version@/, 'letters, digits, "_", ".", "+" and "-", none of the last three first', '1.0-SNAPSHOT'],
    package   : [~/@rule.package@/, 'a Java package (by default the groupId): letters, digits and "_", with a dot between parts, no digit first in a part, no reserved word', 'com.example.chat'],
    appName   : [~/@rule.appName@/, 'a letter, then letters, digits and hyphens, no hyphen last, at most 40 (by default the artifactId)', 'chat'],
    region    : [~/@rule.region@/, 'the id of an AWS region', 'eu-west-1'],
    stage     : [~/@rule.stage@/, 'a lower-case letter, then lower-case letters, digits and hyphens, no hyphen last, at most 20', 'dev'],
    auth      : [~/@rule.auth@/, 'none or jwt', 'jwt'],
]
def refused = rules.findAll { name, rule -> !(request.properties[name] ==~ rule[0]) }
if (refused) {
    // Nothing but pom.xml has been written, and that only where there was none: see archetype-resources/pom.xml.
    def project = new File(request.outputDirectory, request.artifactId)
    new File(project, 'pom.xml').delete()
    for (def empty = project; empty != new File(request.outputDirectory) && empty.delete(); empty = empty.parentFile) { }
    throw new IllegalArgumentException('No project was generated.' + refused.collect { name, rule ->
        "\n  $name '${request.properties[name]}' is not allowed. Allowed: ${rule[1]}. Example: ${rule[2]}"
    }.join(''))
}
if (auth == 'none') {
    // The plugin before 3.2 writes them all the same: it takes no notice of an includeCondition.
    def project = new File(request.outputDirectory, request.artifactId)
    def java = "java/${request.properties['package'].replace('.', '/')}"
    ["functions/src/main/$java/functions/JwtAuthorizer.java", "functions/src/main/$java/functions/JwtVerifier.java",
     "functions/src/test/$java/functions/JwtAuthorizerTest.java", "functions/src/test/$java/functions/JwtIssuer.java",
     "infrastructure/src/test/$java/infrastructure/JwtStackTest.java"]
        .collect { new File(project, it) }
        .findAll { it.lastModified() >= new File(project, 'pom.xml').lastModified() }
        .each { it.delete() }
}
