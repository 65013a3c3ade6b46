import { resolve } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths, countDays } from '../../../shared/rules/days.ts';
import {
  applyRetention,
  cleanFileName,
  findDisposalRefusal,
  findRetainUntil,
  rateFreshness,
  writeControlCode,
  type RetentionUse,
} from '../../../shared/rules/evidence.ts';
import { loadRetentionPack } from '../../../electron/core/features/evidence/retention-pack.ts';
import type { Evidence } from '../../../shared/contract/evidence.ts';
import { USE_CONDITIONS } from '../../../shared/contract/questionnaire-pack.ts';
import { detectMediaType } from '../../../electron/core/media-type.ts';

const { rules } = await loadRetentionPack(resolve('resources'));

describe('retention', () => {
  const piece = {
    retentionRules: [] as string[],
    collectedAt: '2026-11-20T10:00:00.000Z',
    datedOn: '2026-08-01',
    periodEnd: '2026-06-30',
    expiresOn: null,
  };
  const nowhere = { conditions: [], agreements: [] };
  const until = (chosen: string[], use: Partial<RetentionUse> = {}, changes: Partial<Evidence> = {}) =>
    findRetainUntil(applyRetention({ ...piece, retentionRules: chosen, ...changes }, { ...nowhere, ...use }, rules));

  it.each([
    ['ai_act_log', '2027-05-20'],
    ['cert_in_log', '2027-05-19'],
    ['pci_log', '2027-11-20'],
    ['soc2_cycle', '2028-05-20'],
    ['iso_cycle', '2029-11-20'],
    ['hipaa_documentation', '2032-11-20'],
    ['hipaa_audit_log', '2032-11-20'],
    ['sox_company', '2033-11-20'],
    ['sox_auditor', '2033-11-20'],
    ['ai_act_provider', '2036-11-20'],
    ['bulk_data', '2036-11-20'],
    ['gdpr_accountability', null],
  ])('%s keeps until %s', (rule, day) => {
    expect(until([rule])).toBe(day);
  });

  it('names every rule of the shipped pack in the vectors above', () => {
    expect(rules.map(({ id }) => id).toSorted()).toEqual(
      [
        'ai_act_log',
        'ai_act_provider',
        'bulk_data',
        'cert_in_log',
        'gdpr_accountability',
        'hipaa_audit_log',
        'hipaa_documentation',
        'iso_cycle',
        'pci_log',
        'soc2_cycle',
        'sox_auditor',
        'sox_company',
      ].toSorted(),
    );
  });

  it('counts from the day on which it was last in effect', () => {
    expect(until(['hipaa_documentation'], {}, { expiresOn: '2029-02-28' })).toBe('2035-02-28');
    expect(until([])).toBeNull();
  });

  it('takes the longest of what was chosen, the uses and the agreement want, and says which decides', () => {
    expect(until(['ai_act_log'], { conditions: ['phi_possible', 'cardholder_data_environment'] })).toBe('2032-11-20');
    expect(until([], { conditions: ['sox_scope', 'phi_possible'] })).toBe('2033-11-20');
    expect(until([], { conditions: ['personal_data'] })).toBeNull();
    expect(until([], { agreements: ['baa'] })).toBe('2032-11-20');
    expect(until([], { agreements: ['dpa'] })).toBeNull();
    const use = { conditions: ['phi_possible', 'sox_scope'] as const, agreements: [] };
    expect(
      applyRetention({ ...piece, retentionRules: ['pci_log'] }, use, rules).map((rule) => [
        rule.id,
        rule.because,
        rule.decides,
      ]),
    ).toEqual([
      ['hipaa_documentation', 'use', false],
      ['pci_log', 'chosen', false],
      ['sox_company', 'use', true],
    ]);
  });

  it('never ends before any rule that applies, and another rule never shortens it', () => {
    const ids = rules.map(({ id }) => id);
    fc.assert(
      fc.property(
        fc.subarray(ids),
        fc.constantFrom(...ids),
        fc.subarray([...USE_CONDITIONS]),
        (chosen, more, conditions) => {
          const applied = applyRetention({ ...piece, retentionRules: chosen }, { conditions, agreements: [] }, rules);
          const last = findRetainUntil(applied);
          for (const rule of applied) expect(rule.until === null || (last !== null && rule.until <= last)).toBe(true);
          expect(applied.filter(({ decides }) => decides)).toHaveLength(last === null ? 0 : 1);
          const longer = until([...chosen, more], { conditions });
          expect(last === null || (longer !== null && longer >= last)).toBe(true);
        },
      ),
    );
  });
});

describe('disposal', () => {
  const file = { name: 'a.pdf', mediaType: 'application/pdf', size: 1, sha256: 'a'.repeat(64) };
  const piece = { indexNumber: 'EV-2026-PRV3-001', file, holds: [] as Evidence['holds'], retainUntil: '2026-11-19' };
  const refuse = (changes: Partial<typeof piece>, signed: string[] = []) =>
    findDisposalRefusal({ ...piece, ...changes }, signed, '2026-11-20')?.sentence ?? null;
  const hold = {
    id: '00000000-0000-4000-8000-000000000001',
    matter: 'Northgate inquiry',
    reason: 'Counsel asked',
    placedBy: null,
    placedAt: '2026-11-01T10:00:00.000Z',
    liftedBy: null,
    liftedAt: null,
    liftReason: '',
  };

  it('waits for hold, period and signature', () => {
    expect(refuse({})).toBeNull();
    expect(refuse({ holds: [hold] })).toBe('EV-2026-PRV3-001 is on legal hold: Northgate inquiry.');
    expect(refuse({ holds: [{ ...hold, liftedAt: '2026-11-02T10:00:00.000Z' }] })).toBeNull();
    expect(refuse({ retainUntil: '2026-11-20' })).toContain('until 2026-11-20');
    expect(refuse({}, ['Checklist 2026'])).toContain('signed assessment "Checklist 2026"');
    expect(findDisposalRefusal({ ...piece, file: null }, [], '2026-11-20')?.sentence).toContain('no file');
  });
});

describe('freshness', () => {
  const rate = (days: { datedOn?: string; periodEnd?: string; expiresOn?: string }) =>
    rateFreshness({ datedOn: null, periodEnd: null, expiresOn: null, ...days }, '2026-11-20');

  it('goes by the end, else by age', () => {
    expect(rate({})).toBe('undated');
    expect(rate({ datedOn: '2025-11-20' })).toBe('current');
    expect(rate({ datedOn: '2025-11-19' })).toBe('old');
    expect(rate({ datedOn: '2024-01-01', periodEnd: '2026-01-01' })).toBe('current');
    expect(rate({ datedOn: '2020-01-01', expiresOn: '2028-01-01' })).toBe('current');
    expect(rate({ expiresOn: '2027-02-18' })).toBe('expiring');
    expect(rate({ expiresOn: '2027-02-19' })).toBe('undated');
    expect(rate({ expiresOn: '2026-11-20' })).toBe('expiring');
    expect(rate({ expiresOn: '2026-11-19' })).toBe('expired');
  });
});

describe('index numbers', () => {
  it.each([
    ['V-PRV-3', 'PRV3'],
    ['V-CMP-1', 'CMP1'],
    ['KDQ-2', 'KDQ2'],
    ['PHI', 'PHI'],
    ['A-B-C-1', 'BC1'],
  ])('of %s have %s in the middle', (control, code) => {
    expect(writeControlCode(control)).toBe(code);
  });
});

describe('file names', () => {
  it.each([
    ['report.pdf', 'application/pdf', 'report.pdf'],
    ['REPORT.PDF', 'application/pdf', 'REPORT.PDF'],
    ['../../etc/passwd', 'text/plain', 'passwd.txt'],
    ['C:\\secret\\evil.exe', 'application/pdf', 'evil.exe.pdf'],
    ['page.html', 'text/plain', 'page.html.txt'],
    ['list.csv', 'text/plain', 'list.csv'],
    ['con.txt', 'text/plain', '_con.txt'],
    ['COM1', 'text/plain', '_COM1.txt'],
    ['  .hidden ', 'image/png', 'hidden.png'],
    ['invoice\u202Efdp.exe', 'application/pdf', 'invoicefdp.exe.pdf'],
    ['a<b>:"c|?*.txt', 'text/plain', 'abc.txt'],
    ['', 'application/octet-stream', 'evidence.bin'],
    ['...', 'application/pdf', 'evidence.pdf'],
    ['Über uns.docx', 'application/zip', 'Über uns.docx.zip'],
  ])('%j, which is %s, becomes %j', (name, mediaType, clean) => {
    expect(cleanFileName(name, mediaType)).toBe(clean);
  });

  it('are always short, with a harmless extension and nothing that a system stumbles over', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.constantFrom('application/pdf', 'text/plain', 'application/octet-stream', 'unheard/of'),
        (name, mediaType) => {
          const clean = cleanFileName(name, mediaType);
          expect(clean).toMatch(/^[^.\s].*\.(pdf|bin|txt|csv|tsv|json|jsonl|md|log|xml|ya?ml|eml)$/iu);
          expect(clean).not.toMatch(/[\\/<>:"|?*\p{Cc}\p{Cf}]/u);
          expect(clean.length).toBeLessThan(200);
        },
      ),
    );
  });
});

describe('media types', () => {
  const zip = (...names: string[]) => Buffer.from(`PK\u0003\u0004${names.join('\n')}`, 'latin1');

  it.each([
    ['%PDF-1.4', 'application/pdf'],
    ['\u0089PNG\r\n\u001a\n', 'image/png'],
    ['RIFF0000WEBPVP8 ', 'image/webp'],
    ['<html><script>', 'text/plain'],
    ['Name;Vendor', 'text/plain'],
    ['MZ\u0090', 'application/x-executable'],
    ['\u007fELF', 'application/x-executable'],
    ['a\u0000b', 'application/octet-stream'],
    ['\u00e9t\u00e9', 'application/octet-stream'],
  ])('%j is %s', (text, mediaType) => {
    expect(detectMediaType(Buffer.from(text, 'latin1'))).toBe(mediaType);
  });

  it('looks into a zip, and not at its name', () => {
    const office = 'application/vnd.openxmlformats-officedocument';
    expect(detectMediaType(zip('[Content_Types].xml', 'word/document.xml'))).toBe(
      `${office}.wordprocessingml.document`,
    );
    expect(detectMediaType(zip('[Content_Types].xml', 'xl/workbook.xml'))).toBe(`${office}.spreadsheetml.sheet`);
    expect(detectMediaType(zip('word/notes.txt'))).toBe('application/zip');
    expect(detectMediaType(new Uint8Array([0xc3, 0xa9]))).toBe('text/plain');
  });

  it('takes a character that is cut off by the sample for text', () => {
    expect(detectMediaType(Buffer.from(`a${'é'.repeat(40_000)}`))).toBe('text/plain');
  });
});

describe('days', () => {
  it('count in months and days as a calendar does', () => {
    expect(addMonths('2024-01-31', 1)).toBe('2024-02-29');
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(countDays('2026-11-20', '2026-11-14')).toBe(-6);
    fc.assert(
      fc.property(fc.integer({ min: -4000, max: 4000 }), (days) => {
        expect(countDays('2026-03-29', addDays('2026-03-29', days))).toBe(days);
      }),
    );
  });
});
