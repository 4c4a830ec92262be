// In which order ties are broken: an ordered list, each rule with what it does in plain words.
import { Plural, useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { IconButton } from '../../../shared/ui/Button';
import { Icon } from '../../../shared/ui/Icon';
import { Menu, type MenuAction } from '../../../shared/ui/Menu';
import { CRITERION, tiebreakWords } from '../words';
import { type LeafCriterion, useLeafCriteria } from './useLeafCriteria';
import { Grip, Said, useListOrder } from './useReorder';
import '../tables.css';

const PLAIN = ['median', 'highest_low', 'chair', 'lot'] as const;

function useRuleWords(criteria: readonly LeafCriterion[]): (rule: string) => { name: string; help: string } {
  const { t, i18n } = useLingui();
  const format = useFormat();
  return (rule) => {
    const words = tiebreakWords[rule];
    if (words) return { name: i18n._(words[0]), help: i18n._(words[1]) };
    const code = rule.slice(CRITERION.length);
    const known = criteria.find((one) => one.code === code);
    return {
      name: t`الأعلى في معيار «${format.name(known) || code}»`,
      help: t`يتقدّم من كان متوسط درجاته في هذا المعيار أعلى؛ ومن لم ينطبق عليه يأتي أخيرًا.`,
    };
  };
}

function Explained({ rule, criteria, rubrics }: { rule: string; criteria: readonly LeafCriterion[]; rubrics: number }) {
  const { t } = useLingui();
  const wordsOf = useRuleWords(criteria);
  const { name, help } = wordsOf(rule);
  const named = rule.startsWith(CRITERION) ? criteria.find((one) => `${CRITERION}${one.code}` === rule) : undefined;
  return (
    <div className="tk-editions-rule-words">
      <p className="tk-strong">{name}</p>
      <p className="tk-small tk-soft">{help}</p>
      {named && rubrics > named.rubrics ? (
        <p className="tk-small tk-editions-warn">
          <Icon name="warning" size={16} />
          <Plural
            value={named.rubrics}
            zero="ليس هذا المعيار في أي نموذج تقييم."
            one="هذا المعيار في نموذج تقييم واحد فقط من نماذج الدورة؛ لا أثر للقاعدة فيما يُقيَّم بالنماذج الأخرى."
            two="هذا المعيار في نموذجي تقييم فقط من نماذج الدورة؛ لا أثر للقاعدة فيما يُقيَّم بالنماذج الأخرى."
            few="هذا المعيار في # نماذج تقييم فقط من نماذج الدورة؛ لا أثر للقاعدة فيما يُقيَّم بالنماذج الأخرى."
            many="هذا المعيار في # نموذج تقييم فقط من نماذج الدورة؛ لا أثر للقاعدة فيما يُقيَّم بالنماذج الأخرى."
            other="هذا المعيار في # نموذج تقييم فقط من نماذج الدورة؛ لا أثر للقاعدة فيما يُقيَّم بالنماذج الأخرى."
          />
        </p>
      ) : rule.startsWith(CRITERION) && !named ? (
        <p className="tk-small tk-editions-warn">
          <Icon name="warning" size={16} />
          {t`لا يوجد معيار بهذا الرمز في نماذج تقييم هذه الدورة.`}
        </p>
      ) : null}
    </div>
  );
}

interface Props {
  editionId: string;
  value: readonly string[];
  onChange: (rules: string[]) => void;
  errors: Partial<Record<string, string>>;
}

export function TiebreakEditor({ editionId, value, onChange, errors }: Props) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const { criteria, rubrics } = useLeafCriteria(editionId);
  const wordsOf = useRuleWords(criteria);
  const rules = [...value.filter((rule) => rule !== 'shared'), 'shared'];
  const order = useListOrder(
    rules,
    (rule) => rule,
    (rule) => wordsOf(rule).name,
    onChange,
    1,
  );
  const insert = (rule: string): void => onChange([...rules.slice(0, -1), rule, 'shared']);
  const items: MenuAction[] = [
    ...PLAIN.filter((rule) => !rules.includes(rule)).map((rule) => ({
      id: rule,
      label: i18n._((tiebreakWords[rule] as (typeof tiebreakWords)[string])[0]),
      onAction: () => insert(rule),
    })),
    ...criteria
      .filter((one) => !rules.includes(`${CRITERION}${one.code}`))
      .map((one, at) => ({
        id: `${CRITERION}${one.code}`,
        label: wordsOf(`${CRITERION}${one.code}`).name,
        separated: at === 0,
        onAction: () => insert(`${CRITERION}${one.code}`),
      })),
  ];
  const wrong = (rule: string): string | undefined => {
    const at = value.indexOf(rule);
    return at < 0 ? undefined : errors[`tiebreaks.${at}`];
  };
  return (
    <fieldset className="tk-stack">
      <legend className="tk-label">{t`كسر التعادل`}</legend>
      <p className="tk-help">
        {t`إذا تساوت درجتان تُطبَّق هذه القواعد بالترتيب، وكل قاعدة تفصل بين من بقوا متعادلين فقط. تُعلن مع النتيجة.`}
      </p>
      <ol className="tk-editions-rules" data-dragging={order.dragging ? true : undefined}>
        {rules.map((rule, index) => (
          <li
            key={rule}
            ref={order.rowRef(rule)}
            data-drop={order.dropAt(index)}
            data-moving={order.dragging?.id === rule || undefined}
          >
            {rule === 'shared' ? (
              <span className="tk-editions-grip" aria-hidden="true">
                <Icon name="lock" size={18} />
              </span>
            ) : (
              <Grip {...order.grip(rule)} label={t`انقل «${wordsOf(rule).name}» بسهمي الأعلى والأسفل`} />
            )}
            <span className="tk-editions-rule-number" aria-hidden="true">
              {format.number(index + 1)}
            </span>
            <div>
              <Explained rule={rule} criteria={criteria} rubrics={rubrics} />
              {wrong(rule) ? (
                <p className="tk-error">
                  <Icon name="error" size={16} />
                  <span>{wrong(rule)}</span>
                </p>
              ) : null}
            </div>
            {rule === 'shared' ? (
              <Badge>{t`دائمًا`}</Badge>
            ) : (
              <IconButton
                icon="trash"
                label={t`أزل «${wordsOf(rule).name}»`}
                onPress={() => onChange(rules.filter((one) => one !== rule))}
              />
            )}
          </li>
        ))}
      </ol>
      <Said>{order.said}</Said>
      {items.length > 0 ? (
        <div>
          <Menu label={t`أضف قاعدة لكسر التعادل`} items={items}>
            <Icon name="plus" size={18} />
            <span>{t`أضف قاعدة`}</span>
          </Menu>
        </div>
      ) : null}
    </fieldset>
  );
}

/** The declared order, to read. */
export function TiebreakList({ editionId, value }: { editionId: string; value: readonly string[] }) {
  const { criteria, rubrics } = useLeafCriteria(editionId);
  return (
    <ol className="tk-editions-rules tk-editions-rules-read">
      {value.map((rule) => (
        <li key={rule}>
          <Explained rule={rule} criteria={criteria} rubrics={rubrics} />
        </li>
      ))}
    </ol>
  );
}
