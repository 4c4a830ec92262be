// Everything of one criterion, opened in its place in the tree.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { BilingualField } from '../../../shared/ui/BilingualField';
import { Checkbox, RadioGroup } from '../../../shared/ui/Choice';
import { Icon } from '../../../shared/ui/Icon';
import { Menu } from '../../../shared/ui/Menu';
import { TextField } from '../../../shared/ui/TextField';
import { readyScales } from '../model/scales';
import { type NodeDraft, newLevel } from '../model/tree';
import { commentRules } from '../words';
import { LevelsEditor } from './LevelsEditor';

interface Props {
  node: NodeDraft;
  leaf: boolean;
  onChange: (part: Partial<NodeDraft>) => void;
  errorOf: (id: string, name: string) => string | undefined;
}

function ScaleEditor({ node, onChange, errorOf }: Omit<Props, 'leaf'>) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const error = (name: string) => errorOf(node.id, name);
  const ends = (
    <>
      <TextField
        label={node.mode === 'levels' ? t`أدنى المقياس` : t`أدنى درجة`}
        {...(node.mode === 'levels' ? { placeholder: t`كأدنى مستوى` } : {})}
        inputMode="decimal"
        dir="ltr"
        value={node.minimum}
        onChange={(minimum) => onChange({ minimum })}
        error={error('minimum')}
      />
      <TextField
        label={node.mode === 'levels' ? t`أعلى المقياس` : t`أعلى درجة`}
        {...(node.mode === 'levels' ? { placeholder: t`كأعلى مستوى` } : {})}
        inputMode="decimal"
        dir="ltr"
        value={node.maximum}
        onChange={(maximum) => onChange({ maximum })}
        error={error('maximum')}
      />
    </>
  );
  return (
    <section className="tk-editions-scale" aria-label={t`المقياس`}>
      <div className="tk-row tk-spread">
        <h3 className="tk-h3">{t`المقياس`}</h3>
        <Menu
          label={t`مقياس جاهز`}
          items={readyScales.map((scale) => ({
            id: scale.id,
            label:
              typeof scale.label === 'number'
                ? t`من ${format.number(0)} إلى ${format.number(scale.label)}`
                : i18n._(scale.label),
            onAction: () => onChange(scale.make()),
          }))}
        >
          <Icon name="scale" size={18} />
          <span>{t`مقياس جاهز`}</span>
        </Menu>
      </div>
      <RadioGroup
        label={t`كيف تُعطى الدرجة`}
        layout="row"
        value={node.mode}
        onChange={(mode) =>
          onChange({
            mode,
            ...(mode === 'levels'
              ? {
                  minimum: '',
                  maximum: '',
                  levels:
                    node.levels.length > 0 ? node.levels : [newLevel([], '0'), { ...newLevel([], '1'), code: 'l2' }],
                }
              : { minimum: node.minimum || '0', maximum: node.maximum || '5', step: node.step || '1' }),
          })
        }
        options={[
          { id: 'points', label: t`بالأرقام`, description: t`من أدنى إلى أعلى بخطوة ثابتة، وقد تُوصف بعض الدرجات.` },
          { id: 'levels', label: t`بمستويات مسمّاة`, description: t`يختار المحكّم مستوى، ولكل مستوى درجته ووصفه.` },
        ]}
      />
      <div className="tk-editions-ends">
        {ends}
        {node.mode === 'points' ? (
          <TextField
            label={t`الخطوة`}
            inputMode="decimal"
            dir="ltr"
            value={node.step}
            onChange={(step) => onChange({ step })}
            error={error('step')}
          />
        ) : null}
      </div>
      {error('levels') ? (
        <p className="tk-error">
          <Icon name="error" size={16} />
          <span>{error('levels')}</span>
        </p>
      ) : null}
      <LevelsEditor node={node} onChange={(levels) => onChange({ levels })} errorOf={errorOf} />
    </section>
  );
}

export function NodeEditor({ node, leaf, onChange, errorOf }: Props) {
  const { t, i18n } = useLingui();
  const error = (name: string) => errorOf(node.id, name);
  return (
    <div className="tk-editions-node-editor tk-fields">
      <BilingualField
        label={t`اسم المعيار`}
        ar={node.name_ar}
        en={node.name_en}
        onChange={(c) => onChange('ar' in c ? { name_ar: c.ar } : { name_en: c.en })}
        errorAr={error('name_ar')}
        errorEn={error('name_en')}
        isRequired="ar"
      />
      <BilingualField
        label={t`ما يُقاس`}
        help={t`يقرؤه المحكّم بجانب المعيار وهو يقيّم.`}
        multiline
        ar={node.description_ar}
        en={node.description_en}
        onChange={(c) => onChange('ar' in c ? { description_ar: c.ar } : { description_en: c.en })}
        errorAr={error('description_ar')}
        errorEn={error('description_en')}
      />
      <div className="tk-pair">
        <TextField
          label={t`الرمز`}
          help={t`مميز في النموذج؛ به يُذكر المعيار في كسر التعادل.`}
          dir="ltr"
          value={node.code}
          onChange={(code) => onChange({ code })}
          error={error('code')}
        />
        <Checkbox
          isSelected={node.counted}
          onChange={(counted) => onChange({ counted })}
          help={t`إن لم يُحتسب ظهر للمحكّم ولم يدخل في المجموع، ويتوزع وزنه على ما بقي.`}
        >
          {t`يُحتسب في المجموع`}
        </Checkbox>
      </div>
      {leaf ? (
        <>
          <ScaleEditor node={node} onChange={onChange} errorOf={errorOf} />
          <RadioGroup
            label={t`ملاحظة المحكّم على درجته`}
            help={t`تظهر تحت درجة المعيار، ويقرؤها من يقرأ التقييم.`}
            layout="row"
            value={node.comment}
            onChange={(comment) => onChange({ comment })}
            options={commentRules.map(({ id, label, about }) => ({
              id,
              label: i18n._(label),
              description: i18n._(about),
            }))}
          />
        </>
      ) : (
        <p className="tk-small tk-soft">{t`هذا المعيار مجموعة: تُعطى الدرجات لمعاييره الفرعية، ولا مقياس له.`}</p>
      )}
    </div>
  );
}
