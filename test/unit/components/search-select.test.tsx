import { act, useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { SearchSelect, type SearchOption } from '../../../renderer/components/search-select.tsx';
import { drawPart, find, findButton, press, type DrawnPart } from '../../support/page.tsx';

let drawn: DrawnPart;
afterEach(() => drawn.remove());

const EARLIER = [{ id: 'a', label: 'Aron Feld' }];
const FOUND = [
  { id: 'm', label: 'Mei Lin' },
  { id: 'n', label: 'Mei Tan' },
];

let chosen: (string | null)[];

/** A search that answers when the button is pressed. */
function Field() {
  const [options, setOptions] = useState<readonly SearchOption[]>(EARLIER);
  const [searching, setSearching] = useState(false);
  function answer(): void {
    setOptions(FOUND);
    setSearching(false);
  }
  return (
    <>
      <button type="button" onClick={answer}>
        Answer
      </button>
      <SearchSelect
        label="Person"
        chosen={null}
        options={options}
        searching={searching}
        onSearch={() => setSearching(true)}
        onChoose={(id) => chosen.push(id)}
      />
    </>
  );
}

/** Without taking the focus from the field. */
async function answer(): Promise<void> {
  await act(async () => findButton('Answer').dispatchEvent(new MouseEvent('click', { bubbles: true })));
}

async function typeName(name: string): Promise<void> {
  const field = find<HTMLInputElement>('input');
  field.focus();
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, name);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

describe('a field that searches', () => {
  it('takes nothing of an earlier search on Enter, but the first of the one that was typed', async () => {
    chosen = [];
    drawn = await drawPart(<Field />);
    await typeName('Mei');
    await press('Enter');
    expect(chosen).toEqual([]);
    await answer();
    expect(chosen).toEqual(['m']);
  });

  it('takes what the arrow keys point at once the search has answered', async () => {
    chosen = [];
    drawn = await drawPart(<Field />);
    await typeName('Mei');
    await answer();
    await press('ArrowDown');
    await press('Enter');
    expect(chosen).toEqual(['n']);
  });

  it('forgets Enter when something else is typed before the answer', async () => {
    chosen = [];
    drawn = await drawPart(<Field />);
    await typeName('Mei');
    await press('Enter');
    await typeName('Meike');
    await answer();
    expect(chosen).toEqual([]);
  });
});
