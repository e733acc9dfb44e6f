import { createSocket } from 'node:dgram';
import { appendFileSync } from 'node:fs';

/** A name server of a test: writes each name that it is asked for into a file, and answers with an address that leads nowhere. */
const [file = ''] = process.argv.slice(2);
const server = createSocket('udp4');
server.on('message', (query, { port, address }) => {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  appendFileSync(file, `${labels.join('.')}\n`);
  const question = query.subarray(12, at + 5);
  const isAddress = query.readUInt16BE(at + 1) === 1;
  const header = Buffer.from(query.subarray(0, 12));
  header.writeUInt16BE(0x8180, 2);
  header.writeUInt16BE(isAddress ? 1 : 0, 6);
  header.writeUInt32BE(0, 8);
  // TEST-NET-1 of RFC 5737: nobody's.
  const answer = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 1]);
  server.send(Buffer.concat(isAddress ? [header, question, answer] : [header, question]), port, address);
});
server.bind(53, '127.0.0.1', () => console.log('ready'));
