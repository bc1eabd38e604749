import { expect, it } from 'vitest';
import { NotifierItem } from './notifier-item.ts';

it('what an entry is called is no markup in the tooltip, whose text may hold some', () => {
  const item = new NotifierItem({ id: 'x', title: 'x', menuPath: '/menu', activated: () => undefined });
  item.setToolTip('Smith & Sons\n<img src="file:///etc/passwd"> & more: connected');
  const [, , title, text] = item.ToolTip;
  // The title is plain text by the specification.
  expect(title).toBe('Smith & Sons');
  expect(text).toBe('&lt;img src="file:///etc/passwd"&gt; &amp; more: connected');
});
