// The server's rules and the browser's are the same rules: both pass the tables in tests/vectors.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { columnTotal, type Field, isEmpty, sameValue, type Value } from './answers';
import { lacking, prepared, wrongAnswer } from './checks';
import { countCharacters, countWords } from './counting';
import { goneFrom, withoutGone } from './gone';
import { shownFields } from './visibility';

const vectors = (name: string) => JSON.parse(readFileSync(`../tests/vectors/${name}.json`, 'utf8'));

const base: Field = {
  id: 'f',
  section_id: null,
  code: 'f',
  kind: 'short_text',
  label_ar: 'سؤال',
  label_en: '',
  help_ar: '',
  help_en: '',
  required: false,
  visible_to_jurors: true,
  word_limit: null,
  character_limit: null,
  minimum: null,
  maximum: null,
  choices: [],
  file_types: [],
  max_files: 1,
  max_bytes: null,
  options: {},
  visible_if: null,
  freeze_at: null,
  freeze_phase: '',
};

describe('the same tables as the server', () => {
  test('words and characters', () => {
    for (const { text, words, characters } of vectors('counting'))
      expect([text, countWords(text), countCharacters(text)]).toEqual([text, words, characters]);
  });

  test('which questions are shown', () => {
    for (const one of vectors('visibility')) {
      const fields = one.fields.map((field: Record<string, unknown>) => ({
        id: String(field.id),
        kind: field.kind,
        visible_if: field.match
          ? {
              match: field.match,
              conditions: (field.conditions as [number, string, string][]).map(([on, op, value]) => ({
                field_id: String(on),
                op,
                value,
              })),
            }
          : null,
      }));
      const shown = shownFields(
        fields,
        (id) => one.answers[id] ?? null,
        (id) => one.files[id] ?? 0,
        one.by_agency ?? true,
      );
      expect([one.name, [...shown].map(Number)]).toEqual([one.name, one.shown]);
    }
  });

  test('answers of every kind', () => {
    for (const one of vectors('answers')) {
      const { value, kept, code, lacks, choices = [], ...settings } = one;
      const field: Field = { ...base, ...settings, choices: choices.map((c: string) => ({ code: c, name_ar: c })) };
      const sent = prepared(field, value);
      const found = wrongAnswer(field, code ? value : sent)?.code ?? null;
      if (code) expect([one, found]).toEqual([one, code]);
      else {
        expect([one, found, isEmpty(value) ? null : sent]).toEqual([one, null, kept]);
        expect([one, isEmpty(sent) ? '' : lacking(field, sent)]).toEqual([one, lacks ?? '']);
      }
    }
  });
});

test('emptiness and order do not make a difference, content does', () => {
  const same: [Value, Value][] = [
    [null, [{ row: 'y1', cells: { a: ' ' } }]],
    [[{ row: 'y1', cells: { a: '1', b: '' } }], [{ row: 'y1', cells: { a: '1' } }]],
    [{ name: 'س', title: '' }, { name: 'س' }],
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
    [
      [
        { url: 'u', title: '' },
        { url: '', title: '' },
      ],
      [{ url: 'u', title: '' }],
    ],
  ];
  for (const [one, other] of same) expect([one, other, sameValue(one, other)]).toEqual([one, other, true]);
  expect(sameValue([{ row: 'y1', cells: { a: '1' } }], [{ row: 'y2', cells: { a: '1' } }])).toBe(false);
  expect(
    sameValue(
      [
        { url: 'a', title: '' },
        { url: 'b', title: '' },
      ],
      [
        { url: 'b', title: '' },
        { url: 'a', title: '' },
      ],
    ),
  ).toBe(false);
});

test('what a later form dropped is told, and can be taken out', () => {
  const choices = ['a', 'b'].map((code) => ({ code, name_ar: code, name_en: '' }));
  const table = { kind: 'table', options: { columns: [{ code: 'a', kind: 'number' }] } } as Partial<Field>;
  const fixed = { ...table, options: { ...table.options, rows: [{ code: 'y1' }] } } as Partial<Field>;
  const cases: [Partial<Field>, Value, string, Value][] = [
    [{ kind: 'choice', choices }, 'zz', 'not_a_choice', null],
    [{ kind: 'multi_choice', choices }, ['b', 'zz', 'a'], 'not_a_choice', ['a', 'b']],
    [
      fixed,
      [
        { row: 'y0', cells: { a: '1' } },
        { row: 'y1', cells: { a: '2' } },
      ],
      'unknown_row',
      [{ row: 'y1', cells: { a: '2' } }],
    ],
    [table, [{ row: 'y1', cells: { a: '2' } }], 'unknown_row', [{ row: null, cells: { a: '2' } }]],
    [table, [{ row: null, cells: { a: '2', z: '3' } }], 'unknown_column', [{ row: null, cells: { a: '2' } }]],
  ];
  for (const [settings, value, code, left] of cases) {
    const field: Field = { ...base, ...settings };
    expect([goneFrom(field, value), withoutGone(field, value)]).toEqual([code, left]);
    expect(goneFrom(field, left)).toBeNull();
    expect(prepared(field, value)).toEqual(field.kind === 'choice' ? value : left);
  }
});

test('a total is exact', () => {
  const rows = ['0.1', '0.2', '١٬٠٠٠', 'x', ''].map((a) => ({ row: null, cells: { a } }));
  expect([
    columnTotal(rows, 'a'),
    columnTotal([], 'a'),
    columnTotal([{ row: null, cells: { a: '-0.5' } }], 'a'),
  ]).toEqual(['1000.3', null, '-0.5']);
});
