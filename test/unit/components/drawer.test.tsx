import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { Drawer } from '../../../renderer/components/drawer.tsx';
import { click, drawPart, find, findButton, press, type DrawnPart } from '../../support/page.tsx';

let drawn: DrawnPart;
afterEach(() => drawn.remove());

function PageWithDrawer() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" onClick={() => setOpen(true)}>
        12 High
      </button>
      {open && (
        <Drawer title="Residual risk" onClose={() => setOpen(false)}>
          <button type="button">Inside</button>
        </Drawer>
      )}
    </>
  );
}

describe('a drawer', () => {
  it('takes the focus, is named by its title, and leaves the page usable', async () => {
    drawn = await drawPart(<PageWithDrawer />);
    await click(findButton('12 High'));
    const drawer = find('aside');
    expect(document.activeElement).toBe(drawer);
    expect(document.getElementById(drawer.getAttribute('aria-labelledby') ?? '')?.textContent).toBe('Residual risk');
    expect(drawer.getAttribute('aria-modal')).toBeNull();
  });

  it.each(['from the drawer itself', 'from inside'])('closes with Esc %s and gives the focus back', async (from) => {
    drawn = await drawPart(<PageWithDrawer />);
    await click(findButton('12 High'));
    if (from === 'from inside') findButton('Inside').focus();
    await press('Escape');
    expect(document.querySelector('aside')).toBeNull();
    expect(document.activeElement).toBe(findButton('12 High'));
  });

  it('closes with its button and gives the focus back', async () => {
    drawn = await drawPart(<PageWithDrawer />);
    await click(findButton('12 High'));
    await click(findButton('Close'));
    expect(document.querySelector('aside')).toBeNull();
    expect(document.activeElement).toBe(findButton('12 High'));
  });
});
