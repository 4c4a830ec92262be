// The questions of a form as a plain ordered table.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../../../shared/i18n/react';
import { Badge } from '../../../shared/ui/Badge';
import { Icon } from '../../../shared/ui/Icon';
import { RowMenu } from '../../../shared/ui/Menu';
import type { FieldDraft } from '../model/fields';
import { fieldKinds } from '../words';
import { FieldSummary } from './FieldSummary';
import { Grip, Said, useListOrder } from './useReorder';
import '../tables.css';
import '../../../shared/ui/list/DataList.css';

interface Props {
  fields: readonly FieldDraft[];
  mayEdit: boolean;
  wrong: (id: string) => string | undefined;
  onOrder: (fields: FieldDraft[]) => void;
  onOpen: (id: string) => void;
  onCopy: (field: FieldDraft) => void;
  onRemove: (field: FieldDraft) => void;
}

export function FieldTable({ fields, mayEdit, wrong, onOrder, onOpen, onCopy, onRemove }: Props) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const nameOf = (field: FieldDraft): string => format.pick(field.label_ar, field.label_en) || t`سؤال بلا عنوان`;
  const order = useListOrder(fields, (field) => field.id, nameOf, onOrder);
  const move = (at: number, by: -1 | 1): void => {
    const next = [...fields];
    const [one] = next.splice(at, 1);
    if (one) next.splice(at + by, 0, one);
    onOrder(next);
  };
  return (
    <div className="tk-list">
      <table className="tk-table tk-editions-fields" data-dragging={order.dragging ? true : undefined}>
        <caption className="tk-hidden">{t`حقول النموذج بترتيبها`}</caption>
        <thead>
          <tr>
            <th scope="col" className="tk-editions-fields-order">
              <span className="tk-hidden">{t`الترتيب`}</span>
            </th>
            <th scope="col">{t`السؤال`}</th>
            <th scope="col">{t`النوع`}</th>
            <th scope="col">{t`الحدود`}</th>
            <th scope="col">{t`إلزامي`}</th>
            <th scope="col">{t`يراه المحكّمون`}</th>
            {mayEdit ? (
              <th scope="col" className="tk-cell-menu">
                <span className="tk-hidden">{t`إجراءات`}</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {fields.map((field, at) => {
            const name = nameOf(field);
            const error = wrong(field.id);
            const [icon, kind] = fieldKinds[field.kind];
            return (
              <tr
                key={field.id}
                ref={order.rowRef(field.id)}
                data-drop={order.dropAt(at)}
                data-moving={order.dragging?.id === field.id || undefined}
              >
                <td className="tk-editions-fields-order">
                  <span className="tk-row tk-gap-2">
                    {mayEdit ? <Grip {...order.grip(field.id)} label={t`انقل «${name}» بسهمي الأعلى والأسفل`} /> : null}
                    <span className="tk-soft">{format.number(at + 1)}</span>
                  </span>
                </td>
                <th scope="row" className="tk-cell-primary">
                  {mayEdit ? (
                    <button type="button" className="tk-editions-open" onClick={() => onOpen(field.id)}>
                      <bdi>{name}</bdi>
                    </button>
                  ) : (
                    <bdi>{name}</bdi>
                  )}
                  {error ? (
                    <span className="tk-error">
                      <Icon name="error" size={16} />
                      <span>{error}</span>
                    </span>
                  ) : null}
                </th>
                <td data-label={t`النوع`}>
                  <span className="tk-row tk-gap-2">
                    <Icon name={icon} size={18} />
                    {i18n._(kind)}
                  </span>
                </td>
                <td data-label={t`الحدود`} className="tk-small tk-soft">
                  <FieldSummary field={field} />
                </td>
                <td data-label={t`إلزامي`}>{field.required ? t`نعم` : <span className="tk-faint">{t`لا`}</span>}</td>
                <td data-label={t`يراه المحكّمون`}>
                  {field.visible_to_jurors ? t`نعم` : <Badge tone="warning">{t`مخفي`}</Badge>}
                </td>
                {mayEdit ? (
                  <td className="tk-cell-menu">
                    <RowMenu
                      of={name}
                      items={[
                        { id: 'edit', label: t`عدّل`, icon: 'edit', onAction: () => onOpen(field.id) },
                        { id: 'copy', label: t`انسخ`, icon: 'copy', onAction: () => onCopy(field) },
                        {
                          id: 'up',
                          label: t`انقل إلى أعلى`,
                          icon: 'chevron-up',
                          isDisabled: at === 0,
                          onAction: () => move(at, -1),
                        },
                        {
                          id: 'down',
                          label: t`انقل إلى أسفل`,
                          icon: 'chevron-down',
                          isDisabled: at === fields.length - 1,
                          onAction: () => move(at, 1),
                        },
                        {
                          id: 'remove',
                          label: t`احذف`,
                          icon: 'trash',
                          danger: true,
                          separated: true,
                          onAction: () => onRemove(field),
                        },
                      ]}
                    />
                  </td>
                ) : null}
              </tr>
            );
          })}
        </tbody>
      </table>
      <Said>{order.said}</Said>
    </div>
  );
}
