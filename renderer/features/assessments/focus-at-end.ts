/** Puts the cursor behind what is there already, so that typing goes on from it. */
export function focusAtEnd(field: HTMLInputElement | HTMLTextAreaElement | null): void {
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
}
