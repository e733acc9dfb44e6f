import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { authorNames } from '../../src/formats/parsers/author-names.js';

const names = (text: unknown, ...expected: string[]) => assert.deepEqual(authorNames(text), expected, String(text));

describe('authorNames', () => {
  it('separates names by semicolons where there are any', () => {
    names('LeCun, Yann; Hinton, Geoffrey;', 'Yann LeCun', 'Geoffrey Hinton');
    names('Yann LeCun; Geoffrey Hinton', 'Yann LeCun', 'Geoffrey Hinton');
  });

  it('separates full names by commas and a last "and"', () => {
    names('Yann LeCun, Geoffrey Hinton', 'Yann LeCun', 'Geoffrey Hinton');
    names('Yann LeCun, Geoffrey Hinton and Yoshua Bengio', 'Yann LeCun', 'Geoffrey Hinton', 'Yoshua Bengio');
    names('Yann LeCun, Geoffrey Hinton, and Yoshua Bengio', 'Yann LeCun', 'Geoffrey Hinton', 'Yoshua Bengio');
    names('Y. LeCun & G. Hinton', 'Y. LeCun', 'G. Hinton');
    names('Ann, Bob and Cy', 'Ann', 'Bob', 'Cy');
    names('Ann', 'Ann');
  });

  it('puts first names first where a surname stands before a comma', () => {
    names('LeCun, Yann', 'Yann LeCun');
    names('LeCun, Yann and Hinton, Geoffrey', 'Yann LeCun', 'Geoffrey Hinton');
    names('LeCun, Yann and Geoffrey Hinton', 'Yann LeCun', 'Geoffrey Hinton');
    names('van der Maaten, Laurens and Hinton, Geoffrey E.', 'Laurens van der Maaten', 'Geoffrey E. Hinton');
    names('García Márquez, Gabriel and Cortázar, Julio and others', 'Gabriel García Márquez', 'Julio Cortázar');
    names('LeCun, Y., Hinton, G. E.', 'Y. LeCun', 'G. E. Hinton');
  });

  it('keeps a suffix with its name and drops affiliations and "et al."', () => {
    names('Martin Luther King, Jr., Ann Bee', 'Martin Luther King Jr.', 'Ann Bee');
    names('Ann Bee (1), Cy Dee (1 and 2) ((1) MIT, (2) Oxford)', 'Ann Bee', 'Cy Dee');
    names('Ann Bee, Cy Dee, et al.', 'Ann Bee', 'Cy Dee');
  });

  it('takes lists of texts and of objects, and drops the empty', () => {
    names(['Ann Bee', '', '  ', 'Dee, Cy', 3, null], 'Ann Bee', 'Cy Dee');
    names([{ name: 'Ann Bee' }, { given: 'Cy', family: 'Dee' }, { firstName: 'E.', lastName: 'Eff' }, {}], 'Ann Bee', 'Cy Dee', 'E. Eff');
    names([["Not a name's shape"]]);
    names(42);
  });
});
