/** Copying: pages may not use the clipboard's permission, but the user's own Copy command raises an event they may answer. */

/** The part of the document that is called deprecated, without which a menu's Copy would need that permission. */
interface EditCommands {
  execCommand(command: 'copy'): boolean;
}

/** Raises a `copy` event, as Ctrl+C does; whoever answers it says what is copied. */
export function copyCommand(): void {
  const commands: EditCommands = document;
  commands.execCommand('copy');
}

/** Answers `copy` events with text; undefined: the browser's own selection is copied. */
export function answerCopies(textOf: (target: EventTarget | null) => string | undefined): () => void {
  const onCopy = (event: ClipboardEvent): void => {
    const text = textOf(event.target);
    if (text === undefined || event.clipboardData === null) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', text);
  };
  document.addEventListener('copy', onCopy);
  return () => document.removeEventListener('copy', onCopy);
}
