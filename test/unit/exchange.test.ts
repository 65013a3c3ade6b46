import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findHeaderRow, listColumns, proposeColumns, writeColumnLetter } from '../../shared/rules/exchange/columns.ts';
import { gatherDateOrder, isAmbiguousDate, readDate } from '../../shared/rules/exchange/dates.ts';
import { findFieldByTitle } from '../../shared/rules/exchange/fields.ts';
import {
  findCount,
  findCountry,
  findDomain,
  findWord,
  limitImportedStatus,
  splitNames,
  suggestWord,
  translateWord,
} from '../../shared/rules/exchange/values.ts';

describe('a date', () => {
  test.each([
    ['31/12/2026', '2026-12-31'],
    ['1.2.2027', '2027-02-01'],
    ['1-2-2027', '2027-02-01'],
    ['2026-12-31', '2026-12-31'],
    ['2026/2/1', '2026-02-01'],
    ['31 December 2026', '2026-12-31'],
    ['31-Dec-2026', '2026-12-31'],
    ['Dec 31, 2026', '2026-12-31'],
    ['1st Sept. 2026', '2026-09-01'],
    ['31/12/2026 14:30', '2026-12-31'],
    ['2026-12-31T00:00:00Z', '2026-12-31'],
    ['29/02/2028', '2028-02-29'],
  ])('%s is %s', (text, day) => {
    expect(readDate(text, 'day_first')).toEqual({ kind: 'day', day });
  });

  test.each([
    ['31/02/2027', 'no_such_day'],
    ['29/02/2027', 'no_such_day'],
    ['12/31/2026', 'no_such_day'],
    ['00/01/2027', 'no_such_day'],
    ['12-2026', 'day_missing'],
    ['2026-12', 'day_missing'],
    ['December 2026', 'day_missing'],
    ['31/12/26', 'short_year'],
    ['31 Dec 26', 'short_year'],
    ['soon', 'no_date'],
    ['46387', 'no_date'],
    ['Q4 2026', 'no_date'],
    ['1/2/3/2027', 'no_date'],
  ])('%s is none: %s', (text, kind) => {
    expect(readDate(text, 'day_first')).toEqual({ kind });
  });

  test('is read in the order that the person says', () => {
    expect(readDate('05/06/2027', 'day_first')).toEqual({ kind: 'day', day: '2027-06-05' });
    expect(readDate('05/06/2027', 'month_first')).toEqual({ kind: 'day', day: '2027-05-06' });
    expect(readDate('2027/06/05', 'month_first')).toEqual({ kind: 'day', day: '2027-06-05' });
  });

  test('is ambiguous only where its column shows both orders', () => {
    const both = gatherDateOrder(['31/12/2026', '12/31/2026', '05/06/2027']);
    expect(both).toEqual({ dayFirst: true, monthFirst: true, either: '05/06/2027' });
    expect(isAmbiguousDate('05/06/2027', both)).toBe(true);
    expect(isAmbiguousDate('05/05/2027', both)).toBe(false);
    expect(isAmbiguousDate('2027-06-05', both)).toBe(false);
    expect(isAmbiguousDate('05/06/2027', gatherDateOrder(['31/12/2026', '05/06/2027']))).toBe(false);
  });

  test('of any day is read back from each way of writing it', () => {
    const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (date) => {
        const day = date.toISOString().slice(0, 10);
        const [year, month, dayOfMonth] = day.split('-');
        expect(readDate(`${dayOfMonth}/${month}/${year}`, 'day_first')).toEqual({ kind: 'day', day });
        expect(readDate(`${month}/${dayOfMonth}/${year}`, 'month_first')).toEqual({ kind: 'day', day });
        expect(readDate(day, 'month_first')).toEqual({ kind: 'day', day });
      }),
    );
  });
});

describe('a value', () => {
  test('is translated where it is plain, and only suggested where it is not', () => {
    expect(findWord('kind', 'IDE Plugin')).toBe('ide_plugin');
    expect(findWord('kind', 'IDE add-on')).toBeNull();
    expect(translateWord('kind', 'IDE add-on')).toBe('ide_plugin');
    expect(translateWord('kind', 'Plug-in?')).toBeNull();
    expect(suggestWord('kind', 'Plug-in?')).toBe('ide_plugin');
    expect(suggestWord('kind', 'Assisstant')).toBe('assistant');
    expect(suggestWord('kind', 'VS Code extension (beta)')).toBe('ide_plugin');
    expect(suggestWord('kind', 'Gadget')).toBeNull();
    // Two kinds fit, so none is suggested.
    expect(suggestWord('kind', 'agent and mcp server')).toBeNull();
  });

  test('of a status never claims an approval', () => {
    expect(limitImportedStatus('approved')).toBe('in_review');
    expect(limitImportedStatus('conditional')).toBe('in_review');
    expect(limitImportedStatus('prohibited')).toBe('prohibited');
    expect(translateWord('status', 'Live')).toBe('in_review');
    expect(translateWord('status', 'not approved')).toBe('prohibited');
  });

  test.each([
    ['1,250', 1250],
    ['1 250 000', 1_250_000],
    ["1'250", 1250],
    ['46', 46],
    ['46.0', 46],
    ['0', 0],
    ['1,25', null],
    ['46 seats', null],
    ['-3', null],
    ['4.5', null],
    ['99999999', null],
  ])('%s counts %s', (text, count) => {
    expect(findCount(text)).toBe(count);
  });

  test.each([
    ['https://www.Example.com/trust?x=1', 'example.com'],
    ['info@example.co.uk', 'example.co.uk'],
    ['example.com.', 'example.com'],
    ['example.com:8443', 'example.com'],
    ['not a domain', null],
    ['localhost', null],
    ['javascript:alert(1)', null],
  ])('%s has the domain %s', (text, domain) => {
    expect(findDomain(text)).toBe(domain);
  });

  test.each([
    ['Germany', 'DE'],
    ['de', 'DE'],
    ['UK', 'GB'],
    ['United Kingdom', 'GB'],
    ['usa', 'US'],
    ['Türkiye', 'TR'],
    ['EU', null],
    ['Europe', null],
    ['Atlantis', null],
    ['constructor', null],
  ])('%s is the country %s', (text, code) => {
    expect(findCountry(text)).toBe(code);
  });

  test('with several names is split where people split', () => {
    expect(splitNames('Acme, Inc.; Acme GmbH')).toEqual(['Acme, Inc.', 'Acme GmbH']);
    expect(splitNames('LF, Lumen')).toEqual(['LF', 'Lumen']);
    expect(splitNames(' ')).toEqual([]);
  });
});

describe('a sheet', () => {
  const SHEET = [
    ['AI tools 2026'],
    [],
    ['', 'Ask Purchasing before you change anything in this list, which is updated every Monday.'],
    ['No.', 'Product', 'Made by', 'What is it?', 'Stage', 'Renewal'],
    ['1', 'Pair', 'Fernway', 'Plugin', 'Live', '31/12/2026'],
    ['2', 'Chat', 'Haldane', 'Chatbot', 'Trial', '30/06/2027'],
  ];

  test('shows its header row by its titles', () => {
    expect(findHeaderRow(SHEET)).toBe(4);
    expect(findHeaderRow([['Vendor'], ['Fernway']])).toBe(1);
    expect(findHeaderRow([])).toBe(1);
  });

  test('is mapped by titles first, then by values', () => {
    const columns = listColumns(SHEET, 4);
    expect(columns.map(({ letter, title, firstValue }) => [letter, title, firstValue])).toEqual([
      ['A', 'No.', '1'],
      ['B', 'Product', 'Pair'],
      ['C', 'Made by', 'Fernway'],
      ['D', 'What is it?', 'Plugin'],
      ['E', 'Stage', 'Live'],
      ['F', 'Renewal', '31/12/2026'],
    ]);
    const proposal = proposeColumns(SHEET, 4, columns);
    expect(proposal.columns).toEqual([
      { index: 1, field: 'toolName' },
      { index: 2, field: 'vendorName' },
      { index: 3, field: 'kind' },
      { index: 4, field: 'status' },
      { index: 5, field: 'nextReviewOn' },
    ]);
    expect(proposal.matches.map(({ by }) => by)).toEqual(['name', 'name', 'value', 'value', 'value']);
    expect(proposal.dateOrder).toBe('day_first');
  });

  test('takes no text for days and leaves out what only tools have when there are none', () => {
    const rows = [
      ['Name', 'Type', 'Renewal'],
      ['Fernway', 'Chatbot', 'every year'],
    ];
    expect(proposeColumns(rows, 1, listColumns(rows, 1)).columns).toEqual([
      { index: 0, field: 'toolName' },
      { index: 1, field: 'kind' },
    ]);
    const vendors = [
      ['Name', 'Seats'],
      ['Fernway', '4'],
    ];
    expect(proposeColumns(vendors, 1, listColumns(vendors, 1)).columns).toEqual([{ index: 0, field: 'vendorName' }]);
  });

  test('reads titles in any case and punctuation, and knows none that objects have', () => {
    expect(findFieldByTitle(' OWNER (e-mail): ')).toBe('owner');
    expect(findFieldByTitle('# of seats')).toBe('users');
    expect(findFieldByTitle('Supplier')).toBe('vendorName');
    for (const title of ['__proto__', 'constructor', 'toString', '', 'Cost centre', 'BAA?']) {
      expect(findFieldByTitle(title)).toBeNull();
    }
  });

  test('has columns named as spreadsheets name them', () => {
    expect([0, 25, 26, 51, 52, 701, 702, 16_383].map(writeColumnLetter)).toEqual([
      'A',
      'Z',
      'AA',
      'AZ',
      'BA',
      'ZZ',
      'AAA',
      'XFD',
    ]);
  });
});
