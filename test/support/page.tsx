import { createTheme, ThemeProvider } from '@mui/material/styles';
import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { MemoryRouter } from 'react-router';
import { KeyProvider } from '../../renderer/platform/keys.tsx';
import { createLocale } from '../../renderer/platform/locale.ts';
import { SavingProvider } from '../../renderer/platform/saving.tsx';
import { ToastProvider } from '../../renderer/platform/toasts.tsx';

const THEME = createTheme();

/** A part of the page, drawn into this test's document with everything it draws on. */
export interface DrawnPart {
  place: HTMLElement;
  redraw: (part: ReactNode) => Promise<void>;
  remove: () => Promise<void>;
}

/** Draws a part of the page in English; remove it when the test ends. */
export async function drawPart(part: ReactNode): Promise<DrawnPart> {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  const locale = await createLocale('en');
  const place = document.body.appendChild(document.createElement('div'));
  const root = createRoot(place);
  const redraw = async (next: ReactNode): Promise<void> => {
    await act(async () =>
      root.render(
        <ThemeProvider theme={THEME}>
          <I18nextProvider i18n={locale}>
            <MemoryRouter>
              <SavingProvider>
                <ToastProvider>
                  <KeyProvider letterKeys>{next}</KeyProvider>
                </ToastProvider>
              </SavingProvider>
            </MemoryRouter>
          </I18nextProvider>
        </ThemeProvider>,
      ),
    );
  };
  await redraw(part);
  return {
    place,
    redraw,
    async remove() {
      await act(async () => root.unmount());
      place.remove();
    },
  };
}

/** The first element that a selector finds in the document; fails when there is none. */
export function find<Found extends HTMLElement = HTMLElement>(selector: string): Found {
  const found = document.querySelector<Found>(selector);
  if (!found) throw new Error(`Nothing is drawn for ${selector}`);
  return found;
}

/** The button with these words, or this label. */
export function findButton(words: string): HTMLButtonElement {
  const buttons = [...document.querySelectorAll('button')];
  const found = buttons.find((button) => (button.getAttribute('aria-label') ?? button.textContent.trim()) === words);
  if (!found) throw new Error(`There is no button "${words}"`);
  return found;
}

/** Clicks as a person does: the focus goes there first. */
export async function click(element: HTMLElement): Promise<void> {
  await act(async () => {
    element.focus();
    element.click();
  });
}

/** Presses a key where the focus is. */
export async function press(key: string, modifiers: KeyboardEventInit = {}): Promise<void> {
  await act(async () => {
    const target = document.activeElement ?? document.body;
    target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...modifiers }));
  });
}

/** Types over what a field holds. React hears of a value only when it is set past its own setter. */
export async function type(field: HTMLInputElement | HTMLTextAreaElement, text: string): Promise<void> {
  const prototype = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
  await act(async () => {
    field.focus();
    Reflect.set(prototype, 'value', text, field);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

/** Leaves the field that has the focus. */
export async function leave(): Promise<void> {
  await act(async () => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  });
}
