import { describe, expect, it } from 'vitest';
import { depthsAt, indent, moveTo, type NodeDraft, newNode, outdent, removeNode, step, type Tree } from './tree';

/** 'a b(b1 b2) c' as a tree, and back. */
const tree = (...rows: [string, number][]): NodeDraft[] =>
  rows.map(([id, depth]) => ({ ...newNode([], depth), id, code: id, name_ar: id }));
const shape = (of: Tree): string => of.map((node) => `${'.'.repeat(node.depth)}${node.id}`).join(' ');
const start = (): NodeDraft[] => tree(['a', 0], ['b', 0], ['b1', 1], ['b2', 1], ['c', 0]);

describe('moving criteria', () => {
  it.each([
    ['up past a whole group', () => step(start(), 'c', -1), 'a c b .b1 .b2'],
    ['down with all below it', () => step(start(), 'b', 1), 'a c b .b1 .b2'],
    ['not out of its group by up', () => step(start(), 'b1', -1), 'a b .b1 .b2 c'],
    ['down among its own', () => step(start(), 'b1', 1), 'a b .b2 .b1 c'],
    ['into the sibling before it, as the last child', () => indent(start(), 'c'), 'a b .b1 .b2 .c'],
    ['the first of its siblings cannot go in', () => indent(start(), 'b1'), 'a b .b1 .b2 c'],
    ['out of its parent, after the whole group', () => outdent(start(), 'b1'), 'a b .b2 b1 c'],
    ['a root cannot go out', () => outdent(start(), 'b'), 'a b .b1 .b2 c'],
    ['dropped at the end, as deep as the pointer says', () => moveTo(start(), 'a', 5, 1), 'b .b1 .b2 c .a'],
    ['dropped inside a group it must be its child', () => moveTo(start(), 'a', 3, 0), 'b .b1 .a .b2 c'],
    ['not into itself', () => moveTo(start(), 'b', 3, 1), 'a b .b1 .b2 c'],
    ['deleted with all below it', () => removeNode(start(), 'b'), 'a c'],
  ])('%s', (_, act, expected) => expect(shape(act())).toBe(expected));

  it('keeps six levels at most, those below counted', () => {
    const deep = tree(['a', 0], ['b', 1], ['c', 2], ['d', 3], ['e', 4], ['x', 0], ['y', 1]);
    expect(depthsAt(deep, 'x', 5)).toEqual({ min: 0, max: 4 });
    expect(shape(moveTo(deep, 'x', 5, 9))).toBe('a .b ..c ...d ....e ....x .....y');
  });

  it('says that nothing moved by giving the same tree', () => {
    const same = start();
    expect(step(same, 'a', -1)).toBe(same);
    expect(moveTo(same, 'a', 0, 0)).toBe(same);
  });
});
