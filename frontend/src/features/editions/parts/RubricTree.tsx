// The tree of criteria: put in order by dragging or by keys, weighed with the shares in sight, opened in place.
import { useLingui } from '@lingui/react/macro';
import { type CSSProperties, useState } from 'react';
import { useFormat } from '../../../shared/i18n/react';
import { Button } from '../../../shared/ui/Button';
import { shares } from '../model/shares';
import {
  change,
  depthsAt,
  endOf,
  indent,
  indexOf,
  insertAt,
  isLeaf,
  moveTo,
  type NodeDraft,
  newNode,
  outdent,
  removeNode,
  step,
  type Tree,
} from '../model/tree';
import { FocusOnce } from './FocusOnce';
import { NodeEditor } from './NodeEditor';
import { NodeRow, TreeHead } from './NodeRow';
import { type Dragging, Said, useReorder } from './useReorder';
import '../rubric.css';

/** How many pixels sideways make one step of depth. */
const INDENT = 28;

interface Props {
  tree: Tree;
  onChange: (tree: Tree) => void;
  errorOf: (id: string, name: string) => string | undefined;
  /** the first wrong thing of a node or its levels */
  wrongIn: (node: NodeDraft) => string | undefined;
  open: string | null;
  setOpen: (id: string | null) => void;
}

export function RubricTree({ tree, onChange, errorOf, wrongIn, open, setOpen }: Props) {
  const { t } = useLingui();
  const format = useFormat();
  const [asked, setAsked] = useState<string | null>(null);
  const weights = shares(tree);
  const nameOf = (node: NodeDraft | undefined): string => (node ? format.name(node) || t`معيار بلا اسم` : '');
  const wished = (drag: Dragging): number =>
    (tree[indexOf(tree, drag.id)]?.depth ?? 0) + Math.round(drag.along / INDENT);
  const put = (next: Tree): boolean => {
    if (next === tree) return false;
    onChange(next);
    return true;
  };
  const order = useReorder({
    ids: tree.map((node) => node.id),
    nameOf: (id) => nameOf(tree[indexOf(tree, id)]),
    onDrop: (drag) => void put(moveTo(tree, drag.id, drag.gap, wished(drag))),
    onKey: (id, key) =>
      put(
        key === 'up'
          ? step(tree, id, -1)
          : key === 'down'
            ? step(tree, id, 1)
            : key === 'in'
              ? indent(tree, id)
              : outdent(tree, id),
      ),
  });
  const range = order.dragging ? depthsAt(tree, order.dragging.id, order.dragging.gap) : null;
  const dropDepth =
    order.dragging && range ? Math.min(range.max, Math.max(range.min, wished(order.dragging))) : undefined;

  const add = (at: number, depth: number): void => {
    const made = newNode(tree, depth);
    onChange(insertAt(tree, at, made));
    setOpen(made.id);
    setAsked(made.id);
  };
  return (
    <div className="tk-editions-tree">
      <TreeHead />
      <ul data-dragging={order.dragging ? true : undefined} aria-label={t`المعايير`}>
        {tree.map((node, index) => {
          const end = endOf(tree, index);
          const isOpen = open === node.id;
          const moving = order.dragging ? indexOf(tree, order.dragging.id) : -1;
          return (
            <li
              key={node.id}
              ref={order.rowRef(node.id)}
              data-leaf={isLeaf(tree, index) || undefined}
              data-open={isOpen || undefined}
              data-drop={range ? order.dropAt(index) : undefined}
              data-moving={(moving >= 0 && index >= moving && index < endOf(tree, moving)) || undefined}
              style={{ '--depth': node.depth, '--drop-depth': dropDepth } as CSSProperties}
            >
              <NodeRow
                node={node}
                name={nameOf(node)}
                leaf={isLeaf(tree, index)}
                share={weights.get(node.id)}
                isOpen={isOpen}
                wrong={wrongIn(node)}
                weightError={errorOf(node.id, 'weight')}
                grip={order.grip(node.id)}
                can={{
                  up: step(tree, node.id, -1) !== tree,
                  down: step(tree, node.id, 1) !== tree,
                  in: indent(tree, node.id) !== tree,
                  out: outdent(tree, node.id) !== tree,
                  child: node.depth < 5,
                }}
                onToggle={() => setOpen(isOpen ? null : node.id)}
                onWeight={(weight) => onChange(change(tree, node.id, { weight }))}
                onAct={(act) => {
                  if (act === 'child') add(end, node.depth + 1);
                  else if (act === 'after') add(end, node.depth);
                  else if (act === 'remove') onChange(removeNode(tree, node.id));
                  else
                    put(
                      act === 'in'
                        ? indent(tree, node.id)
                        : act === 'out'
                          ? outdent(tree, node.id)
                          : step(tree, node.id, act === 'up' ? -1 : 1),
                    );
                }}
              />
              {isOpen ? (
                <FocusOnce wanted={asked === node.id} done={() => setAsked(null)}>
                  <NodeEditor
                    node={node}
                    leaf={isLeaf(tree, index)}
                    onChange={(part) => onChange(change(tree, node.id, part))}
                    errorOf={errorOf}
                  />
                </FocusOnce>
              ) : null}
            </li>
          );
        })}
      </ul>
      <Said>{order.said}</Said>
      <div className="tk-editions-tree-foot">
        <Button icon="plus" onPress={() => add(tree.length, 0)}>
          {t`أضف معيارًا`}
        </Button>
        <p className="tk-small tk-soft">
          {t`اسحب المقبض لترتيب المعايير، وإلى الجانب لإدخالها في مجموعة؛ وبلوحة المفاتيح بالأسهم وهو محدَّد.`}
        </p>
      </div>
    </div>
  );
}
