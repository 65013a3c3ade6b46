import { describe, expect, test } from 'vitest';
import { ACCESS } from '../../shared/rules/access.ts';
import { contract } from '../../shared/contract/contract.ts';
import { ERROR_STATUS } from '../../shared/contract/operation.ts';

const operations = Object.entries(contract).flatMap(([feature, group]) =>
  Object.keys(group).map((operation) => `${feature}.${operation}`),
);

describe('the contract', () => {
  test('has an access rule for every operation, and no rule for none', () => {
    expect(operations.length).toBeGreaterThan(40);
    expect(Object.keys(ACCESS).sort()).toEqual([...operations].sort());
  });

  test('names features and operations in camelCase, and errors in UPPER_SNAKE', () => {
    expect(operations.filter((name) => !/^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/.test(name))).toEqual([]);
    expect(Object.keys(ERROR_STATUS).filter((code) => !/^[A-Z]+(_[A-Z]+)*$/.test(code))).toEqual([]);
  });

  test('lets an auditor change nothing', () => {
    const changing = /\.(create|update|change|decide|save|copy|publish|discard|submit|sign|commit|remove|answer)/;
    const allowed = Object.entries(ACCESS).filter(([name, rule]) => changing.test(name) && rule.includes('auditor'));
    // How a person likes to see the registers is theirs, and no record.
    expect(allowed.map(([name]) => name).filter((name) => !name.startsWith('settings.'))).toEqual([]);
  });
});
