// A rubric to read: the tree with its shares, and what each level means.
import { useLingui } from '@lingui/react/macro';
import type { CSSProperties } from 'react';
import { useFormat } from '../../../shared/i18n/react';
import { shares } from '../model/shares';
import { isLeaf, type NodeDraft, type Tree } from '../model/tree';
import { commentAsked } from '../words';
import { ScaleSummary } from './ScaleSummary';
import { Share } from './Share';
import '../rubric.css';

function Levels({ node }: { node: NodeDraft }) {
  const format = useFormat();
  if (node.levels.length === 0) return null;
  return (
    <dl className="tk-editions-anchors">
      {node.levels.map((level) => (
        <div key={level.id}>
          <dt>
            <span className="tk-editions-points">{format.number(Number(level.points))}</span>
            <bdi>{format.name(level)}</bdi>
          </dt>
          {format.pick(level.description_ar, level.description_en) ? (
            <dd className="tk-small tk-soft" dir="auto">
              {format.pick(level.description_ar, level.description_en)}
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  );
}

export function RubricRead({ tree }: { tree: Tree }) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const weights = shares(tree);
  return (
    <div className="tk-editions-tree">
      <ul aria-label={t`المعايير`}>
        {tree.map((node, index) => {
          const leaf = isLeaf(tree, index);
          const asks = commentAsked[node.comment];
          const help = format.pick(node.description_ar, node.description_en);
          return (
            <li key={node.id} data-leaf={leaf || undefined} style={{ '--depth': node.depth } as CSSProperties}>
              <div className="tk-editions-node tk-editions-node-read">
                <div className="tk-editions-node-name">
                  <bdi className="tk-strong">{format.name(node)}</bdi>
                  <span className="tk-row tk-gap-2 tk-small tk-soft">
                    <code>{node.code}</code>
                    {leaf ? <ScaleSummary node={node} /> : <span>{t`مجموعة`}</span>}
                    {leaf && asks ? <span>{i18n._(asks)}</span> : null}
                  </span>
                  {help ? (
                    <p className="tk-small tk-soft" dir="auto">
                      {help}
                    </p>
                  ) : null}
                  {leaf ? <Levels node={node} /> : null}
                </div>
                <span className="tk-small tk-soft">{t`الوزن ${format.number(node.weight ?? 0)}`}</span>
                <Share share={weights.get(node.id)} of={format.name(node)} />
              </div>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
