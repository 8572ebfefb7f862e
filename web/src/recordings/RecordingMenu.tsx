import '#i18n/add-recordings-texts.ts';
import '@mantine/core/styles/Popover.css';
import '@mantine/core/styles/Menu.css';
import type { Recording } from '@lectern/contract';
import { ActionIcon, Menu } from '@mantine/core';
import { IconClock, IconDotsVertical, IconDownload, IconPencil, IconShare, IconTrash } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTexts } from '#i18n/use-texts.ts';
import { DeleteDialog } from './DeleteDialog.tsx';
import { DownloadDialog } from './DownloadDialog.tsx';
import { KeepDialog } from './KeepDialog.tsx';
import classes from './RecordingMenu.module.css';
import { RenameDialog } from './RenameDialog.tsx';
import { type RecordingAct, recordingActs } from './recording-acts.ts';
import { recordingTitle } from './recording-facts.ts';
import { ShareDialog } from './ShareDialog.tsx';

const ICONS = {
  rename: IconPencil,
  share: IconShare,
  keep: IconClock,
  download: IconDownload,
  delete: IconTrash,
} as const;

interface RecordingMenuProps {
  recording: Recording;
  className?: string | undefined;
  /** Where one goes from a page that is of this recording alone. */
  onDeleted?: () => void;
}

/** All that this account may do with a recording besides watching it. Nothing where that is nothing. */
export function RecordingMenu({ recording, className, onDeleted }: RecordingMenuProps) {
  const { t } = useTexts();
  const button = useRef<HTMLButtonElement>(null);
  const [asked, setAsked] = useState<RecordingAct | null>(null);
  const acts = recordingActs(recording);
  if (acts.length === 0) return null;
  const close = () => {
    setAsked(null);
    button.current?.focus();
  };
  return (
    <div className={className}>
      <Menu position="bottom-end" width={240} loop withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon
            ref={button}
            variant="subtle"
            color="gray"
            size={40}
            radius="xl"
            aria-label={t('recordings.menu.open', { title: recordingTitle(recording) })}
          >
            <IconDotsVertical size={20} stroke={1.75} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {acts.map((act) => {
            const Glyph = ICONS[act];
            return (
              <Menu.Item
                key={act}
                leftSection={<Glyph size={18} aria-hidden />}
                {...(act === 'delete' && { className: classes.grave })}
                onClick={() => setAsked(act)}
              >
                {t(`recordings.menu.${act}`)}
              </Menu.Item>
            );
          })}
        </Menu.Dropdown>
      </Menu>
      {asked && <Asked act={asked} recording={recording} onClose={close} onDeleted={onDeleted} />}
    </div>
  );
}

interface AskedProps {
  act: RecordingAct;
  recording: Recording;
  onClose: () => void;
  onDeleted: (() => void) | undefined;
}

function Asked({ act, recording, onClose, onDeleted }: AskedProps) {
  switch (act) {
    case 'rename':
      return <RenameDialog recording={recording} onClose={onClose} />;
    case 'share':
      return <ShareDialog recording={recording} onClose={onClose} />;
    case 'keep':
      return <KeepDialog recording={recording} onClose={onClose} />;
    case 'download':
      return <DownloadDialog recording={recording} onClose={onClose} />;
    case 'delete':
      return <DeleteDialog recording={recording} onClose={onClose} onDeleted={onDeleted} />;
    default:
      return act satisfies never;
  }
}
