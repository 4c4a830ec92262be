// A list of links, each with what it is called; a next empty line waits while there is room.
import { useLingui } from '@lingui/react/macro';
import { useFormat } from '../i18n/react';
import { Button, IconButton } from '../ui/Button';
import { TextField } from '../ui/TextField';
import { type Link, linksOf, withScheme } from './answers';
import { mostItems } from './checks';
import type { InputFrame } from './frame';
import { PiecesFrame } from './PiecesFrame';

export function LinksInput({ field, value, onChange, frame }: InputFrame) {
  const { t } = useLingui();
  const format = useFormat();
  const given = linksOf(value);
  const links = given.length > 0 ? given : [{ url: '', title: '' }];
  const set = (at: number, part: Partial<Link>): void =>
    onChange(links.map((link, index) => (index === at ? { ...link, ...part } : link)));
  return (
    <PiecesFrame {...frame}>
      <ol className="tk-entry-links">
        {links.map((link, at) => {
          const number = format.number(at + 1);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: links have no other identity than their place
            <li key={at}>
              <TextField
                label={t`الرابط ${number}`}
                type="url"
                placeholder="https://"
                isDisabled={frame.isDisabled ?? false}
                value={link.url}
                error={frame.at?.[0] === at ? ' ' : null}
                onChange={(url) => set(at, { url })}
                onBlur={() => withScheme(link.url) !== link.url && set(at, { url: withScheme(link.url) })}
              />
              <TextField
                label={t`عنوانه`}
                isDisabled={frame.isDisabled ?? false}
                value={link.title}
                maxLength={500}
                onChange={(title) => set(at, { title })}
              />
              <IconButton
                icon="trash"
                label={t`أزل الرابط ${number}`}
                isDisabled={frame.isDisabled ?? false}
                onPress={() => onChange(links.filter((_, index) => index !== at))}
              />
            </li>
          );
        })}
      </ol>
      {links.length < mostItems(field) && !frame.isDisabled ? (
        <div>
          <Button icon="plus" size="small" onPress={() => onChange([...links, { url: '', title: '' }])}>
            {t`أضف رابطًا`}
          </Button>
        </div>
      ) : null}
    </PiecesFrame>
  );
}
