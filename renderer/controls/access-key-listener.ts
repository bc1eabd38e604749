/** Alt+letter: finds the control of the window that carries the letter, and focuses or presses it. */

/** What a control wears so that its key is found; the page needs no register of controls. */
export const accessKeyProps = (key: string | undefined) =>
  key === undefined ? {} : { 'data-accesskey': key, 'aria-keyshortcuts': `Alt+${key.toUpperCase()}` };

const pressed = 'button, [role="tab"], [role="menuitem"], input[type="checkbox"], input[type="radio"]';

/** Not beneath a dialog that has to be answered first, not disabled, and seen. */
export function reachable(element: HTMLElement): boolean {
  const modals = element.ownerDocument.querySelectorAll('[aria-modal="true"]');
  const modal = modals[modals.length - 1];
  if (modal !== undefined && !modal.contains(element)) return false;
  return (
    !element.matches(':disabled, [aria-disabled="true"]') &&
    element.checkVisibility({ visibilityProperty: true })
  );
}

/** One candidate is pressed; several take turns and are only focused, as Windows has it. */
function activate(candidates: readonly HTMLElement[], active: Element | null): void {
  const [first] = candidates;
  if (first === undefined) return;
  if (candidates.length === 1) {
    first.focus();
    if (first.matches(pressed)) first.click();
    return;
  }
  const index = candidates.findIndex((candidate) => candidate === active);
  (candidates[index + 1] ?? first).focus();
}

export function installAccessKeys(document: Document): () => void {
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.defaultPrevented) return;
    // The key's own letter, so that a layout that makes Alt+letter another character does not lose it.
    const key = /^Key[A-Z]$/.test(event.code) && event.key.length !== 1 ? event.code.slice(3) : event.key;
    const candidates = [
      ...document.querySelectorAll<HTMLElement>(`[data-accesskey="${CSS.escape(key.toLowerCase())}"]`),
    ].filter(reachable);
    if (candidates.length === 0) return;
    event.preventDefault();
    activate(candidates, document.activeElement);
  };
  document.addEventListener('keydown', onKeyDown);
  return () => document.removeEventListener('keydown', onKeyDown);
}
