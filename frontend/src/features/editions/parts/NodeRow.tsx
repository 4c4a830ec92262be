// A criterion in one line: its name, its weight and share, its scale, and what can be done with it.
import { useLingui } from '@lingui/react/macro';
import type { ComponentProps } from 'react';
import { useFormat } from '../../../shared/i18n/react';
import { Icon } from '../../../shared/ui/Icon';
import { RowMenu } from '../../../shared/ui/Menu';
import { NumberField } from '../../../shared/ui/NumberField';
import type { Fraction } from '../model/fraction';
import type { NodeDraft } from '../model/tree';
import { ScaleSummary } from './ScaleSummary';
import { Share } from './Share';
import { Grip } from './useReorder';

export type NodeAct = 'child' | 'after' | 'up' | 'down' | 'in' | 'out' | 'remove';

interface Props {
  node: NodeDraft;
  name: string;
  leaf: boolean;
  share: Fraction | undefined;
  isOpen: boolean;
  wrong: string | undefined;
  weightError: string | undefined;
  grip: Omit<ComponentProps<typeof Grip>, 'label'>;
  can: Record<'up' | 'down' | 'in' | 'out' | 'child', boolean>;
  onToggle: () => void;
  onWeight: (weight: number | null) => void;
  onAct: (act: NodeAct) => void;
}

export function NodeRow({ node, name, leaf, share, isOpen, wrong, can, onAct, ...rest }: Props) {
  const { t } = useLingui();
  const format = useFormat();
  return (
    <div className="tk-editions-node">
      <Grip {...rest.grip} label={t`انقل «${name}» بالأسهم`} />
      <div className="tk-editions-node-name">
        <button type="button" className="tk-editions-open" aria-expanded={isOpen} onClick={rest.onToggle}>
          <Icon name={isOpen ? 'chevron-up' : 'chevron-down'} size={18} />
          <bdi>{name}</bdi>
        </button>
        <span className="tk-row tk-gap-2 tk-small tk-soft">
          <span className="tk-hidden">{t`المستوى ${format.number(node.depth + 1)}`}</span>
          <code>{node.code}</code>
          {leaf ? <ScaleSummary node={node} /> : <span>{t`مجموعة`}</span>}
        </span>
        {wrong && !isOpen ? (
          <span className="tk-error">
            <Icon name="error" size={16} />
            <span>{wrong}</span>
          </span>
        ) : null}
      </div>
      <div className="tk-editions-weight">
        <NumberField
          label={t`وزن ${name}`}
          hideLabel
          value={node.weight}
          onChange={rest.onWeight}
          minValue={1}
          maxValue={10_000}
          error={rest.weightError}
        />
      </div>
      <Share share={share} of={name} />
      <RowMenu
        of={name}
        items={[
          {
            id: 'child',
            label: t`أضف معيارًا فرعيًا`,
            icon: 'plus',
            isDisabled: !can.child,
            onAction: () => onAct('child'),
          },
          { id: 'after', label: t`أضف معيارًا بعده`, icon: 'plus', onAction: () => onAct('after') },
          {
            id: 'up',
            label: t`انقل إلى أعلى`,
            icon: 'chevron-up',
            separated: true,
            isDisabled: !can.up,
            onAction: () => onAct('up'),
          },
          {
            id: 'down',
            label: t`انقل إلى أسفل`,
            icon: 'chevron-down',
            isDisabled: !can.down,
            onAction: () => onAct('down'),
          },
          {
            id: 'in',
            label: t`أدخله في المعيار الذي قبله`,
            icon: 'chevron-forward',
            isDisabled: !can.in,
            onAction: () => onAct('in'),
          },
          {
            id: 'out',
            label: t`أخرجه من مجموعته`,
            icon: 'chevron-back',
            isDisabled: !can.out,
            onAction: () => onAct('out'),
          },
          {
            id: 'remove',
            label: leaf ? t`احذف المعيار` : t`احذف المجموعة بما فيها`,
            icon: 'trash',
            danger: true,
            separated: true,
            onAction: () => onAct('remove'),
          },
        ]}
      />
    </div>
  );
}

/** What the columns of the rows are; each control says it for itself too. */
export function TreeHead() {
  const { t } = useLingui();
  return (
    <div className="tk-editions-node tk-editions-tree-head" aria-hidden="true">
      <span />
      <span>{t`المعيار`}</span>
      <span>{t`الوزن في مجموعته`}</span>
      <span>{t`من المجموع`}</span>
      <span />
    </div>
  );
}
