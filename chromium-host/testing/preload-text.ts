/** The fixture's preload script: its pages get an echo, any channel, and the ticks. */
export const preloadText = `
const { contextBridge, ipcRenderer } = require('electron');
contextBridge.exposeInMainWorld('test', {
  echo: (value) => ipcRenderer.invoke('echo', value),
  invoke: (channel) => ipcRenderer.invoke(channel),
  on: (listener) => {
    const forward = (_event, value) => listener(value);
    ipcRenderer.on('tick', forward);
    return () => {
      ipcRenderer.removeListener('tick', forward);
    };
  },
});
`;
