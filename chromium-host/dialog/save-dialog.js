/** The save dialog's page: shows a folder, takes a name, asks before a file is replaced. All of it works by keyboard. */
/* global document, window, Option */

const { ask } = window.saveDialog;
const [items, name, filter, save, cancel, up, folder, message] = [
  'items',
  'name',
  'filter',
  'save',
  'cancel',
  'up',
  'folder',
  'message',
].map((id) => document.getElementById(id));
const [messageText, yes, no, ok] = ['text', 'yes', 'no', 'ok'].map((id) => document.getElementById(id));

let listing;
let selected = -1;

function select(index) {
  const rows = [...items.children];
  selected = Math.max(0, Math.min(index, listing.items.length - 1));
  for (const [at, row] of rows.entries()) row.setAttribute('aria-selected', String(at === selected));
  const row = rows[selected];
  if (row === undefined || listing.items.length === 0) return;
  items.setAttribute('aria-activedescendant', row.id);
  row.scrollIntoView({ block: 'nearest' });
  if (!listing.items[selected].folder) name.value = listing.items[selected].name;
}

function show(next) {
  listing = next;
  selected = -1;
  folder.value = listing.folder;
  up.disabled = listing.above === undefined;
  items.removeAttribute('aria-activedescendant');
  items.replaceChildren(
    ...listing.items.map((item, index) => {
      const row = document.createElement('div');
      row.id = `item-${index}`;
      row.className = item.folder ? 'item folder' : 'item';
      row.setAttribute('role', 'option');
      row.setAttribute('aria-selected', 'false');
      row.textContent = item.name;
      row.addEventListener('mousedown', () => select(index));
      row.addEventListener('dblclick', () => void open(index));
      return row;
    }),
  );
  if (listing.problem !== undefined) {
    const problem = document.createElement('div');
    problem.className = 'problem';
    problem.textContent = listing.problem;
    items.append(problem);
  }
}

const into = (path) => `${listing.folder === '/' ? '' : listing.folder}/${path}`;
const goTo = async (path) => show(await ask('list', path));

async function open(index) {
  const item = listing.items[index];
  if (item === undefined) return;
  if (item.folder) await goTo(into(item.name));
  else await trySaving(false);
}

/** A question with Yes and No, or news with OK; resolves to whether the answer was Yes. */
function say(text, question) {
  messageText.textContent = text;
  yes.hidden = no.hidden = !question;
  ok.hidden = question;
  message.returnValue = '';
  message.showModal();
  (question ? no : ok).focus();
  return new Promise((resolve) => {
    message.addEventListener('close', () => resolve(message.returnValue === 'yes'), { once: true });
  });
}

async function trySaving(replace) {
  const judged = await ask('save', {
    folder: listing.folder,
    name: name.value,
    filter: filter.selectedIndex,
    replace,
  });
  if (judged.kind === 'folder') {
    name.value = '';
    await goTo(judged.folder);
  } else if (judged.kind === 'problem') {
    await say(judged.text, false);
    name.select();
  } else if (judged.kind === 'exists' && !replace) {
    if (await say(`${judged.path}\nThis file already exists. Replace it?`, true)) await trySaving(true);
    else name.select();
  }
}

/** What begins with this letter, from the one after the selected on. */
function jumpTo(letter) {
  const { length } = listing.items;
  for (let step = 1; step <= length; step += 1) {
    const index = (selected + step) % length;
    if (listing.items[index].name.toLowerCase().startsWith(letter)) {
      select(index);
      return;
    }
  }
}

items.addEventListener('keydown', (event) => {
  const moves = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -Infinity, End: Infinity };
  const move = moves[event.key];
  if (event.altKey || event.ctrlKey) return;
  if (move !== undefined) select(selected + move);
  else if (event.key === 'Enter' && selected >= 0) void open(selected);
  else if (event.key === 'Backspace') up.click();
  else if (event.key.length === 1) jumpTo(event.key.toLowerCase());
  else return;
  event.preventDefault();
});
items.addEventListener('focus', () => {
  if (selected < 0) select(0);
});
up.addEventListener('click', () => {
  if (listing.above !== undefined) void goTo(listing.above);
});
cancel.addEventListener('click', () => void ask('cancel'));
document.getElementById('form').addEventListener('submit', (event) => {
  event.preventDefault();
  void trySaving(false);
});
for (const button of [yes, no, ok]) button.addEventListener('click', () => message.close(button.id));

document.addEventListener('keydown', (event) => {
  const key = event.key.toLowerCase();
  if (message.open) {
    const button = { y: yes, n: no }[key];
    if (button === undefined || button.hidden) return;
    button.click();
    // The letter is not for the field that has the keyboard again.
    event.preventDefault();
    return;
  }
  if (key === 'escape') {
    void ask('cancel');
    return;
  }
  if (!event.altKey) return;
  const target = { i: items, n: name, t: filter }[key];
  target?.focus();
  if (target !== undefined) event.preventDefault();
});

const start = await ask('start');
document.title = start.title;
save.textContent = start.button;
name.value = start.name;
filter.replaceChildren(...start.filters.map((text) => new Option(text)));
filter.disabled = start.filters.length === 0;
show(start.listing);
name.focus();
const ending = start.name.lastIndexOf('.');
name.setSelectionRange(0, ending > 0 ? ending : start.name.length);
