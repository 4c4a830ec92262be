// What a mark rests on, in words; and the way back to it in the entry beside.
import { useLingui } from '@lingui/react/macro';
import type { Mark, Pin } from '../../offline/evaluation';
import { useFormat } from '../../shared/i18n/react';
import type { Desk } from './model';

export const samePin = (a: Pin, b: Pin): boolean =>
  a.field_id === b.field_id && a.attachment_id === b.attachment_id && a.page === b.page;

export const withPin = (mark: Mark, pin: Pin): Mark =>
  mark.pins.some((one) => samePin(one, pin)) ? mark : { ...mark, pins: [...mark.pins, pin] };
export const withoutPin = (mark: Mark, pin: Pin): Mark => ({
  ...mark,
  pins: mark.pins.filter((one) => !samePin(one, pin)),
});

export function usePinNames(desk: Desk): (pin: Pin) => string {
  const { t } = useLingui();
  const format = useFormat();
  return ({ field_id, attachment_id, page }) => {
    const field = desk.entry.fields.find((one) => one.id === field_id);
    const file = desk.entry.attachments.find((one) => one.id === attachment_id);
    // Hidden since it was cited.
    const name = attachment_id ? file?.name : field && format.pick(field.label_ar, field.label_en);
    if (!name) return t`ما لم يعد معروضًا`;
    return page ? t`${name}، صفحة ${format.number(page)}` : name;
  };
}

const SHOWN = 2500;

/** Brings the cited answer or file into sight and into focus. */
export function showPin({ field_id, attachment_id }: Pin): void {
  const found =
    (attachment_id && document.querySelector<HTMLElement>(`[data-file="${CSS.escape(attachment_id)}"]`)) ||
    document.querySelector<HTMLElement>(`[data-field="${CSS.escape(field_id)}"]`);
  if (!found) return;
  found.tabIndex = -1;
  found.dataset.cited = '';
  found.scrollIntoView({ block: 'center' });
  found.focus({ preventScroll: true });
  setTimeout(() => delete found.dataset.cited, SHOWN);
}
