const { contextBridge, ipcRenderer } = require('electron');
contextBridge.exposeInMainWorld('test', {
  echo: (value) => ipcRenderer.invoke('echo', value),
  on: (listener) => {
    const f = (_e, v) => listener(v);
    ipcRenderer.on('tick', f);
    return () => ipcRenderer.removeListener('tick', f);
  },
});
