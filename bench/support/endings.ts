/** What has to be done when this process ends, the latest first: also when somebody interrupts it or it fails. */
const endings: (() => void)[] = [];

/** Only what is synchronous: no promise is waited for any more. */
export function atEnd(work: () => void): void {
  endings.push(work);
}

process.once('exit', () => {
  for (const work of endings.reverse()) work();
});
for (const [signal, number] of [
  ['SIGHUP', 1],
  ['SIGINT', 2],
  ['SIGTERM', 15],
] as const)
  process.once(signal, () => process.exit(128 + number));
