import { useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ChoiceKeys } from '../../../renderer/components/choice-keys.tsx';
import { DateField } from '../../../renderer/components/date-field.tsx';
import { NumberField } from '../../../renderer/components/number-field.tsx';
import { TabBar } from '../../../renderer/components/tab-bar.tsx';
import { TagInput } from '../../../renderer/components/tag-input.tsx';
import { TextField } from '../../../renderer/components/text-field.tsx';
import { click, drawPart, find, findButton, leave, press, type, type DrawnPart } from '../../support/page.tsx';

let drawn: DrawnPart;
afterEach(() => drawn.remove());

/** The words that describe a field to the screen reader. */
function describeField(field: HTMLElement): string | undefined {
  return document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent;
}

describe('a date field', () => {
  function ReviewDate({ onChange }: { onChange: (day: string | null) => void }) {
    const [day, setDay] = useState<string | null>('2026-11-20');
    return (
      <DateField
        label="Next review"
        value={day}
        onChange={(next) => {
          setDay(next);
          onChange(next);
        }}
      />
    );
  }

  it('gives a day as YYYY-MM-DD on leaving, and null when emptied', async () => {
    const change = vi.fn();
    drawn = await drawPart(<ReviewDate onChange={change} />);
    const field = find<HTMLInputElement>('input');
    expect(field.value).toBe('20/11/2026');
    await type(field, '4 dec 2026');
    expect(change).not.toHaveBeenCalled();
    await leave();
    expect(change).toHaveBeenLastCalledWith('2026-12-04');
    expect(field.value).toBe('04/12/2026');
    await type(field, '');
    await leave();
    expect(change).toHaveBeenLastCalledWith(null);
  });

  it('keeps what was typed and says how to mend it', async () => {
    const change = vi.fn();
    drawn = await drawPart(<ReviewDate onChange={change} />);
    const field = find<HTMLInputElement>('input');
    await type(field, '31/02/2027');
    await press('Enter');
    expect(field.value).toBe('31/02/2027');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(describeField(field)).toBe('February 2027 has 28 days. Type another date.');
    expect(change).not.toHaveBeenCalled();
    await type(field, '28/02/2027');
    await press('Enter');
    expect(change).toHaveBeenCalledWith('2027-02-28');
    expect(field.getAttribute('aria-invalid')).toBeNull();
  });
});

describe('a number field', () => {
  it('takes a whole number within its bounds and refuses others', async () => {
    const change = vi.fn();
    drawn = await drawPart(<NumberField label="Users" value={1204} min={0} max={5000} whole onChange={change} />);
    const field = find<HTMLInputElement>('input');
    expect(field.value).toBe('1,204');
    for (const [typed, problem] of [
      ['many', 'Type a number.'],
      ['1.5', 'Type a whole number.'],
      ['-1', 'Type 0 or more.'],
      ['5,001', 'Type 5,000 or less.'],
    ] as const) {
      await type(field, typed);
      await leave();
      expect(describeField(field)).toBe(problem);
    }
    expect(change).not.toHaveBeenCalled();
    await type(field, '2 048');
    await leave();
    expect(change).toHaveBeenCalledWith(2048);
  });
});

describe('a text field', () => {
  it('that is required says so only once it was left empty', async () => {
    drawn = await drawPart(<TextField label="Reason" value="" onChange={() => undefined} required />);
    const field = find<HTMLInputElement>('input');
    expect(field.getAttribute('aria-invalid')).toBeNull();
    field.focus();
    await leave();
    expect(describeField(field)).toBe('Fill this in.');
  });

  it('that is read-only is text under its label', async () => {
    drawn = await drawPart(<TextField label="Reason" value="Pilot" onChange={() => undefined} readOnly />);
    expect(document.querySelector('input')).toBeNull();
    expect(drawn.place.textContent).toBe('ReasonPilot');
  });
});

describe('a field of several names', () => {
  it('adds with Enter, not twice, and takes the last away with Backspace', async () => {
    const change = vi.fn();
    function Names() {
      const [names, setNames] = useState(['Plough']);
      return (
        <TagInput
          label="Other names"
          values={names}
          onChange={(next) => {
            setNames(next);
            change(next);
          }}
        />
      );
    }
    drawn = await drawPart(<Names />);
    const field = find<HTMLInputElement>('input');
    await type(field, ' Harrow Labs ');
    await press('Enter');
    expect(change).toHaveBeenLastCalledWith(['Plough', 'Harrow Labs']);
    await type(field, 'plough');
    await press('Enter');
    expect(change).toHaveBeenCalledOnce();
    await press('Backspace');
    expect(change).toHaveBeenLastCalledWith(['Plough']);
  });
});

describe('answer keys', () => {
  const choices = [
    { value: 'yes', label: 'Yes', shape: 'ok', tone: 'ok', keyCap: 'Y' },
    { value: 'no', label: 'No', shape: 'bad', tone: 'bad', keyCap: 'N' },
  ] as const;

  it('answer by letter and by click', async () => {
    const choose = vi.fn();
    drawn = await drawPart(<ChoiceKeys label="Answer" choices={choices} value="no" onChoose={choose} />);
    await press('y');
    expect(choose).toHaveBeenLastCalledWith('yes');
    const pressed = [...document.querySelectorAll('[aria-pressed="true"]')].map((key) => key.textContent);
    expect(pressed).toEqual(['NoN']);
    await click(find('fieldset button:last-child'));
    expect(choose).toHaveBeenLastCalledWith('no');
  });

  it('do nothing while it cannot be answered', async () => {
    const choose = vi.fn();
    drawn = await drawPart(
      <ChoiceKeys label="Answer" choices={choices} value={null} onChoose={choose} unavailable="It is signed." />,
    );
    await press('y');
    await click(find('fieldset button'));
    expect(choose).not.toHaveBeenCalled();
  });
});

describe('tabs', () => {
  it('move with the arrow keys around the end, with one stop for Tab', async () => {
    function Record() {
      const [tab, setTab] = useState<'summary' | 'tools'>('summary');
      return (
        <TabBar
          label="Parts"
          tabs={[
            { id: 'summary', label: 'Summary' },
            { id: 'tools', label: 'Tools', count: 2 },
          ]}
          current={tab}
          onChange={setTab}
        />
      );
    }
    drawn = await drawPart(<Record />);
    const chosen = () => find('[role="tab"][aria-selected="true"]');
    await click(findButton('Summary'));
    await press('ArrowRight');
    expect(chosen().textContent).toBe('Tools2');
    expect(document.activeElement).toBe(chosen());
    await press('ArrowRight');
    expect(chosen().textContent).toBe('Summary');
    await press('End');
    expect(chosen().textContent).toBe('Tools2');
    expect(document.querySelectorAll('[role="tab"][tabindex="0"]')).toHaveLength(1);
  });
});
