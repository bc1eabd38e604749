import { ispEntry, officeEntry, servers, World } from './world.ts';
const w = await World.create(['chap']);
try {
  await w.rasdial.setEntries([
    ispEntry(0),
    officeEntry({
      host: servers[process.argv[2] as 'mppe40'] ?? process.argv[2],
      ...JSON.parse(process.argv[3] ?? '{}'),
    }),
  ]);
  await w.rasdial.dial('Real ISP');
  const mark = w.guest.mark();
  const log = w.namespace.folder + '/x.log';
  const t = performance.now();
  const d = await w.rasdial.dial('Office', `--log=${log}`);
  console.log(d.stdout, d.stderr, performance.now() - t);
  console.log((await w.namespace.run('cat', [log])).stdout);
  console.log(w.guest.output.slice(mark));
  console.log(await w.namespace.network());
} finally {
  await w.close();
}
