const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** A partial date as people write it ("14 March 2024", "March 2024", "2024"), exact for machines. */
export function Published({ date }: { date: string }) {
  const [year, month, day] = date.split('-');
  const spelled = [day && Number(day), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(' ');
  return <time datetime={date}>{spelled}</time>;
}
