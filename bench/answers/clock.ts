/**
 * Loaded before a server that is asked: its clock goes as usual, but is put on or back by so many milliseconds. What depends on the
 * day (how new a paper is, what is explored, the weeks of trends) is then the same whenever somebody asks.
 */
const offset = Number(process.env['ANSWERS_CLOCK_OFFSET'] ?? 0);
const TrueDate = Date;

class ShiftedDate extends TrueDate {
  constructor(...given: readonly unknown[]) {
    if (given.length === 0) super(TrueDate.now() + offset);
    else super(...(given as [number]));
  }

  static override now(): number {
    return TrueDate.now() + offset;
  }
}

globalThis.Date = ShiftedDate as unknown as DateConstructor;
