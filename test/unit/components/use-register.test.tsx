import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { afterEach, describe, expect, it } from 'vitest';
import { Link, useSearchParams } from 'react-router';
import { api } from '../../../renderer/platform/api.ts';
import { useRegister } from '../../../renderer/components/use-register.ts';
import { click, drawPart, find, findButton, type DrawnPart } from '../../support/page.tsx';

let drawn: DrawnPart;
afterEach(() => drawn.remove());

const VIEWS = [
  { id: 'all', label: 'All' },
  { id: 'approved', label: 'Approved', filters: [{ field: 'status', operator: 'is' as const, values: ['approved'] }] },
];

function Tools() {
  const register = useRegister({ name: 'tools', views: VIEWS });
  const [parameters] = useSearchParams();
  return (
    <>
      <p id="state">{JSON.stringify(register.state)}</p>
      <p id="address">{parameters.toString()}</p>
      <button type="button" onClick={() => register.change({ search: 'harrow' })}>
        Search
      </button>
      <button type="button" onClick={() => register.change({ offset: 100 })}>
        Next
      </button>
      <button type="button" onClick={() => register.change({ sort: [{ field: 'name', direction: 'descending' }] })}>
        Sort
      </button>
      <button type="button" onClick={() => register.chooseView('approved')}>
        Approved
      </button>
      <Link to="/">Afresh</Link>
    </>
  );
}

async function draw(): Promise<void> {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  queries.setQueryData(api.settings.views.queryKey({ input: { register: 'tools' } }), []);
  drawn = await drawPart(
    <QueryClientProvider client={queries}>
      <Tools />
    </QueryClientProvider>,
  );
}

const state = () => JSON.parse(find('#state').textContent) as Record<string, unknown>;

describe('a register', () => {
  it('puts every change into the address, one on the other', async () => {
    await draw();
    await click(findButton('Search'));
    await click(findButton('Next'));
    expect(state()).toMatchObject({ search: 'harrow', offset: 100 });
    expect(find('#address').textContent).toBe('view=all&own=1&search=harrow&from=100');
  });

  it('begins at the first row after any other change', async () => {
    await draw();
    await click(findButton('Next'));
    await click(findButton('Sort'));
    expect(state()).toMatchObject({ offset: 0, sort: [{ field: 'name', direction: 'descending' }] });
  });

  it('takes a view as it is', async () => {
    await draw();
    await click(findButton('Search'));
    await click(findButton('Approved'));
    expect(state()).toMatchObject({ view: 'approved', search: '', filters: VIEWS[1]?.filters });
  });

  it('follows a link to itself, also to where it began', async () => {
    await draw();
    await click(findButton('Search'));
    await click(find('a'));
    expect(find('#address').textContent).toBe('');
    expect(state()).toMatchObject({ view: 'all', search: '', filters: [] });
  });
});
