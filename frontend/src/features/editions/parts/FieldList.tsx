// The form from the top: sections and questions in their order, moved by their handles, opened by their names.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { Icon } from '../../../shared/ui/Icon';
import { RowMenu } from '../../../shared/ui/Menu';
import { brokenConditions, type FormDraft, type Item, idOf, itemsOf, moveBy, moveTo } from '../model/form';
import { fieldKinds } from '../words';
import { FieldSummary } from './FieldSummary';
import { Grip, Said, useReorder } from './useReorder';

export interface FieldListProps {
  form: FormDraft;
  openId: string | null;
  mayEdit: boolean;
  /** what is wrong with a section or a question */
  wrong: (id: string) => string | undefined;
  onForm: (form: FormDraft) => void;
  onOpen: (id: string) => void;
  onCopy: (id: string) => void;
  onRemove: (id: string) => void;
}

export function useItemName(): (item: Item) => string {
  const { t } = useLingui();
  const format = useFormat();
  return (item) =>
    item.type === 'section'
      ? format.pick(item.section.title_ar, item.section.title_en) || t`قسم بلا عنوان`
      : format.pick(item.field.label_ar, item.field.label_en) || t`سؤال بلا عنوان`;
}

function Marks({ item, broken }: { item: Item; broken: 'later' | 'answer' | undefined }) {
  const { t, i18n } = useLingui();
  if (item.type === 'section') return null;
  const { field } = item;
  return (
    <span className="tk-builder-marks">
      <span className="tk-builder-kind">{i18n._(fieldKinds[field.kind][1])}</span>
      <FieldSummary field={field} />
      {field.required ? null : <span>{t`اختياري`}</span>}
      {field.visible_if ? (
        <span className="tk-builder-mark" data-tone={broken ? 'bad' : undefined}>
          <Icon name={broken ? 'warning' : 'filter'} size={16} />
          {broken === 'later' ? t`شرطه على سؤال بعده` : broken ? t`شرطه لم يعد ممكنًا` : t`يظهر بشرط`}
        </span>
      ) : null}
      {field.visible_to_jurors ? null : (
        <span className="tk-builder-mark">
          <Icon name="eye-off" size={16} />
          {t`لا يراه المحكّمون`}
        </span>
      )}
      {field.freeze_at || field.freeze_phase ? (
        <span className="tk-builder-mark">
          <Icon name="lock" size={16} />
          {t`يُثبَّت`}
        </span>
      ) : null}
    </span>
  );
}

export function FieldList(props: FieldListProps) {
  const { form, openId, mayEdit, wrong, onForm, onOpen, onCopy, onRemove } = props;
  const { t } = useLingui();
  const format = useFormat();
  const nameOf = useItemName();
  const items = itemsOf(form);
  const broken = brokenConditions(form);
  const move = (next: FormDraft | null): boolean => {
    if (next) onForm(next);
    return next !== null;
  };
  const order = useReorder({
    ids: items.map(idOf),
    nameOf: (id) => {
      const item = items.find((one) => idOf(one) === id);
      return item ? nameOf(item) : '';
    },
    onDrop: ({ id, gap }) => void move(moveTo(form, id, gap)),
    onKey: (id, key) => (key === 'up' || key === 'down' ? move(moveBy(form, id, key === 'up' ? -1 : 1)) : false),
  });
  let number = 0;
  return (
    <>
      <ol
        className="tk-builder-list"
        aria-label={t`أسئلة النموذج بترتيبها`}
        data-dragging={order.dragging ? true : undefined}
      >
        {items.map((item, at) => {
          const id = idOf(item);
          const name = nameOf(item);
          const error = wrong(id);
          const section = item.type === 'section';
          if (!section) number += 1;
          return (
            <li
              key={id}
              ref={order.rowRef(id)}
              className={section ? 'tk-builder-section' : 'tk-builder-field'}
              data-open={openId === id || undefined}
              data-drop={order.dropAt(at)}
              data-moving={order.dragging?.id === id || undefined}
              data-wrong={error ? true : undefined}
            >
              {mayEdit ? (
                <Grip
                  {...order.grip(id)}
                  label={section ? t`انقل القسم ${name} بسهمي الأعلى والأسفل` : t`انقل ${name} بسهمي الأعلى والأسفل`}
                />
              ) : null}
              {item.type === 'field' ? (
                <span className="tk-builder-icon" aria-hidden="true">
                  <Icon name={fieldKinds[item.field.kind][0]} size={18} />
                </span>
              ) : null}
              <button
                type="button"
                id={`open-${id}`}
                className="tk-builder-open"
                aria-current={openId === id || undefined}
                onClick={() => onOpen(id)}
              >
                <span className="tk-builder-name">
                  {section ? null : <span className="tk-faint">{format.number(number)}. </span>}
                  <bdi>{name}</bdi>
                  {item.type === 'field' && item.field.required ? (
                    <span className="tk-required" title={t`إلزامي`}>
                      {' *'}
                      <span className="tk-hidden">{t`إلزامي`}</span>
                    </span>
                  ) : null}
                </span>
                <Marks item={item} broken={broken.get(id)} />
                {error ? (
                  <span className="tk-error">
                    <Icon name="error" size={16} />
                    <span>{error}</span>
                  </span>
                ) : null}
              </button>
              {section ? <Badge>{t`قسم`}</Badge> : null}
              {mayEdit ? (
                <RowMenu
                  of={name}
                  items={[
                    { id: 'edit', label: t`عدّل`, icon: 'edit', onAction: () => onOpen(id) },
                    ...(section
                      ? []
                      : [{ id: 'copy', label: t`انسخ`, icon: 'copy' as const, onAction: () => onCopy(id) }]),
                    {
                      id: 'remove',
                      label: section ? t`أزل القسم وأبقِ أسئلته` : t`أزل السؤال`,
                      icon: 'trash',
                      danger: true,
                      onAction: () => onRemove(id),
                    },
                  ]}
                />
              ) : null}
            </li>
          );
        })}
      </ol>
      <Said>{order.said}</Said>
    </>
  );
}
