import { app, BrowserWindow, ipcMain, protocol } from 'electron';
import { readFileSync } from 'node:fs';
const t0 = performance.now();
const T = () => (performance.now() - t0).toFixed(0);
protocol.registerSchemesAsPrivileged([{ scheme: 'dun', privileges: { standard: true, secure: true } }]);
ipcMain.handle('echo', (event, value) => ({ value, url: event.senderFrame.url }));
await app.whenReady();
console.log(T(), 'ready', process.versions.chrome);
protocol.handle('dun', (request) => {
  const path = new URL(request.url).pathname;
  console.log(T(), 'asked', request.url);
  if (path === '/index.html')
    return new Response(
      '<!doctype html><title>hello</title><script src=/page.js></script><body style="background:silver">x',
      {
        headers: {
          'content-type': 'text/html',
          'content-security-policy': "default-src 'none'; script-src 'self'",
        },
      },
    );
  if (path === '/page.js')
    return new Response(
      'window.test.echo({a:[1,2]}).then((r)=>{document.body.textContent=JSON.stringify(r)+Object.keys(window.test)+typeof require; window.test.on((v)=>{document.body.append(v)})});',
      { headers: { 'content-type': 'text/javascript' } },
    );
  return new Response('', { status: 404 });
});
const window = new BrowserWindow({
  width: 400,
  height: 200,
  useContentSize: true,
  webPreferences: { preload: new URL('preload.cjs', import.meta.url).pathname },
});
window.once('ready-to-show', () => console.log(T(), 'ready-to-show'));
window.on('closed', () => console.log(T(), 'closed'));
await window.loadURL('dun://app/index.html?window=folder');
console.log(T(), 'loaded', window.webContents.getURL());
const second = new BrowserWindow({
  width: 300,
  height: 100,
  parent: window,
  webPreferences: { preload: new URL('preload.cjs', import.meta.url).pathname },
});
await second.loadURL('dun://app/index.html?window=two');
console.log(T(), 'second');
setTimeout(() => {
  window.webContents.send('tick', 'TICK');
}, 500);
setTimeout(() => console.log(T(), window.getContentSize(), second.getContentSize()), 1500);
