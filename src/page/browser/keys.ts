// The keyboard: what works anywhere on the page but where one writes. The list is also what the help shows.

export interface Command {
  readonly keys: readonly string[];
  readonly words: string;
  readonly run: () => void;
}

export function listenToKeys(commands: readonly Command[]): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event)) return;
    const command = commands.find(({ keys }) => keys.includes(event.key));
    if (!command) return;
    event.preventDefault();
    command.run();
  });
}

function isWriting({ target, key }: KeyboardEvent): boolean {
  if (key === 'Escape') return false;
  return target instanceof HTMLInputElement && target.type === 'search';
}
