import { describe, expect, it } from 'vitest';
import {
  readRegisterState,
  toListInput,
  writeRegisterState,
  writeView,
  type RegisterState,
  type RegisterView,
} from '../../../renderer/components/register-state.ts';
import { registerPath } from '../../../renderer/platform/register-path.ts';
import { listInputSchema } from '../../../shared/contract/operation.ts';

const BY_NAME = [{ field: 'name', direction: 'ascending' }] as const;
const APPROVED = { field: 'status', operator: 'is', values: ['approved'] } as const;
const VIEWS: readonly RegisterView[] = [
  { id: 'all', label: 'All tools' },
  { id: 'approved', label: 'Approved', filters: [{ ...APPROVED, values: ['approved'] }], columns: ['name', 'status'] },
];

const read = (address: string) => readRegisterState(new URLSearchParams(address), VIEWS, BY_NAME);

describe('the address of a register', () => {
  it('without anything is the first view in the usual order', () => {
    expect(read('')).toEqual({ view: 'all', search: '', filters: [], sort: BY_NAME, offset: 0, columns: [] });
  });

  it('with a view shows that view', () => {
    expect(read('view=approved')).toMatchObject({ view: 'approved', filters: [APPROVED], columns: ['name', 'status'] });
  });

  it('with a view that is no more shows the first', () => {
    expect(read('view=gone').view).toBe('all');
  });

  it('from elsewhere brings its filters, "not set" among them', () => {
    const filters = [{ field: 'inherentTier', operator: 'is' as const, values: ['high', null] }];
    const [, address = ''] = registerPath('/tools', filters).split('?');
    expect(read(address)).toMatchObject({ view: 'all', filters, sort: BY_NAME });
  });

  it('keeps every change, and what else stands in the address', () => {
    const state: RegisterState = {
      view: 'approved',
      search: 'harrow & co',
      filters: [{ field: 'name', operator: 'contains', values: ['a,b~c'] }],
      sort: [{ field: 'residual', direction: 'descending' }],
      offset: 100,
      columns: ['name', 'residual'],
    };
    const written = writeRegisterState(state, new URLSearchParams('open=7&view=all&filter=x~is~y'));
    expect(written.get('open')).toBe('7');
    expect(read(written.toString())).toEqual(state);
  });

  it('keeps a view whose filters were all taken away without filters', () => {
    const written = writeRegisterState({ ...read('view=approved'), filters: [] }, new URLSearchParams());
    expect(read(written.toString())).toMatchObject({ view: 'approved', filters: [] });
  });

  it('forgets changes when a view is chosen again', () => {
    const changed = writeRegisterState({ ...read('view=approved'), search: 'x', offset: 200 }, new URLSearchParams());
    expect(read(writeView('approved', changed).toString())).toEqual(read('view=approved'));
  });

  it('leaves out what cannot be read', () => {
    expect(read('own=1&sort=1bad~up&from=-5&filter=Bad~is~x&filter=status~like~x&filter=status~is~%25')).toMatchObject({
      sort: [],
      offset: 0,
      filters: [],
    });
  });

  it('gives an input that the core takes', () => {
    expect(listInputSchema.parse(toListInput(read('view=approved')))).toEqual({
      offset: 0,
      limit: 100,
      search: '',
      filters: [APPROVED],
      sort: BY_NAME,
    });
  });
});
