import type { AccessOutcome } from '../../contract/access-tier-records.ts';
import type { PolicyInput } from './policy-data.ts';

/**
 * The policy in Rego, the same for every design: what differs stands in its data. `decision` is "allow", "conditional" or
 * "deny"; one rule that denies wins, and whoever or whatever is not known is denied. Written for OPA 0.42 and above.
 */
const POLICY = `package assay.access_tiers

import future.keywords.contains
import future.keywords.if
import future.keywords.in

# data.access_tiers comes from data.json. The input of a question:
# {"person": id, "tool": id, "repository": id or null, "class": class or null, "region": region or null, "today": "YYYY-MM-DD"}
tiers := data.access_tiers

default decision := "deny"

decision := "allow" if {
	count(reasons_to_deny) == 0
	count(missing) == 0
}

decision := "conditional" if {
	count(reasons_to_deny) == 0
	count(missing) > 0
}

default allow := false

allow if decision == "allow"

reasons_to_deny contains rule if {
	some rule in denying_rules
	denies(rule, person_asked)
}

# An agent never has more than the human who answers for it.
reasons_to_deny contains "owner" if {
	is_agent(person_asked)
	not human_owner
}

reasons_to_deny contains "owner" if {
	is_agent(person_asked)
	some rule in denying_rules
	denies(rule, human_owner)
}

missing contains rule if {
	some rule in lacking_rules
	lacks(rule, person_asked)
}

missing contains "owner" if {
	is_agent(person_asked)
	some rule in lacking_rules
	lacks(rule, human_owner)
}

denying_rules := ["tool", "class", "matrix", "exception", "agreements", "residency", "identity"]

lacking_rules := ["training", "review", "approval", "residency"]

# A question that names nobody is about nobody, who is denied.
person_asked := object.get(input, "person", null)

repository := object.get(input, "repository", null)

classes contains class if {
	repository != null
	class := tiers.repositories[repository].code_class
	class != null
}

classes contains class if {
	repository != null
	class := tiers.repositories[repository].pci_class
	class != null
}

classes contains class if {
	repository == null
	class := object.get(input, "class", null)
	class != null
}

regions contains region if {
	region := object.get(input, "region", null)
	region != null
}

regions contains region if {
	repository != null
	some region in tiers.repositories[repository].regions
}

is_agent(person) if tiers.identities[person].kind == "agent"

human_owner := owner if {
	owner := tiers.identities[person_asked].owner
	tiers.identities[owner].kind == "person"
}

present(person) if {
	identity := tiers.identities[person]
	identity.joined_on <= input.today
	not gone(identity)
}

gone(identity) if {
	identity.left_on != null
	identity.left_on < input.today
}

cell(person, class) := tiers.cells[tiers.identities[person].role][class]

covers(exception, person, class) if {
	holds(exception, person)
	exception.tool == input.tool
	exception.class == class
	is_for_place(exception)
	exception.starts_on <= input.today
	exception.ends_on >= input.today
}

holds(exception, person) if exception.identity == person

holds(exception, person) if {
	exception.identity == null
	exception.role == tiers.identities[person].role
}

is_for_place(exception) if exception.repository == null

is_for_place(exception) if {
	exception.repository != null
	exception.repository == repository
}

# A cell that says deny is opened by an exception for this identity alone, never by one for its whole role.
reaches(_, person, class) if cell(person, class).outcome != "deny"

reaches(exception, _, class) if {
	class in tiers.denied_by_default
	exception.identity != null
}

opened(person, class) if {
	not tiers.identities[person].role in tiers.without_exceptions
	some exception in tiers.exceptions
	covers(exception, person, class)
	reaches(exception, person, class)
}

needs_exception(_, class) if class in tiers.denied_by_default

needs_exception(person, class) if "exception" in cell(person, class).requires

settled(person, class) if cell(person, class).outcome == "allow"

settled(person, class) if {
	cell(person, class).outcome == "conditional"
	count(cell(person, class).requires) > 0
}

settled(person, class) if {
	cell(person, class).outcome == "deny"
	opened(person, class)
}

denies("tool", _) if not tiers.tools[input.tool].in_use

denies("class", _) if count(classes) == 0

denies("class", _) if {
	repository != null
	not tiers.repositories[repository].code_class
}

denies("class", _) if {
	repository != null
	tiers.repositories[repository].code_class == null
}

denies("class", _) if {
	repository != null
	tiers.repositories[repository].code_class == "payments"
	tiers.repositories[repository].pci_class == null
}

denies("matrix", person) if {
	some class in classes
	not settled(person, class)
}

denies("exception", person) if {
	some class in classes
	needs_exception(person, class)
	not opened(person, class)
}

denies("agreements", _) if {
	some class in classes
	count(tiers.agreements[input.tool][class]) > 0
}

denies("residency", _) if {
	some region in regions
	tiers.residency[input.tool][region] == "breach"
}

denies("identity", person) if not present(person)

lacks("training", person) if {
	some class in classes
	"training" in cell(person, class).requires
	not trained(person, class)
}

lacks("review", person) if {
	some class in classes
	"review" in cell(person, class).requires
	not reviewed(person, class)
}

lacks("approval", person) if {
	some class in classes
	"approval" in cell(person, class).requires
	not approved(person, class)
}

lacks("residency", _) if {
	some region in regions
	not known_residency(region)
}

known_residency(region) if tiers.residency[input.tool][region] in ["inside", "breach"]

# For an agent, the training of the human who answers for it.
learner(person) := person if not is_agent(person)

learner(person) := tiers.identities[person].owner if is_agent(person)

trained(person, class) if {
	some completion in tiers.training
	completion.identity == learner(person)
	opens(completion, class)
	completion.completed_on <= input.today
	not expired(completion)
}

opens(completion, _) if completion.class == null

opens(completion, class) if completion.class == class

expired(completion) if {
	completion.expires_on != null
	completion.expires_on < input.today
}

granted(grant, person, class) if {
	grant.identity == person
	grant.tool == input.tool
	grant.class == class
	grant.granted_on <= input.today
	not removed(grant)
}

removed(grant) if {
	grant.removed_on != null
	grant.removed_on <= input.today
}

reviewed(person, class) if {
	some grant in tiers.grants
	granted(grant, person, class)
	grant.reviewer != null
	grant.reviewer != person
	grant.reviewer != tiers.identities[person].owner
	reviewer := tiers.identities[grant.reviewer]
	reviewer.kind == "person"
	"review_changes" in tiers.duties[reviewer.role]
	present(grant.reviewer)
}

approved(person, class) if {
	some grant in tiers.grants
	granted(grant, person, class)
	grant.approved
}
`;

/** The policy; its data is `writePolicyData`. */
export function writeRegoPolicy(): string {
  return POLICY;
}

/** A question with the answer that the application gives. */
export interface PolicyCase {
  name: string;
  input: PolicyInput;
  expected: AccessOutcome;
}

/** Tests that hold the policy with its data to the answers of the application: `opa test policy.rego policy_test.rego data.json`. */
export function writeRegoTests(cases: readonly PolicyCase[]): string {
  const tests = cases.map(
    ({ name, input, expected }, index) =>
      `# ${name.replaceAll(/\s+/g, ' ')}\ntest_${String(index + 1).padStart(4, '0')} if {\n\t` +
      `access_tiers.decision == ${JSON.stringify(expected)} with input as ${JSON.stringify(input)}\n}\n`,
  );
  const head = `package assay.access_tiers_test\n\nimport data.assay.access_tiers\nimport future.keywords.if\n`;
  return [head, ...tests].join('\n');
}
