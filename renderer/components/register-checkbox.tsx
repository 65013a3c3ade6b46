import type { GridSlotProps } from '@mui/x-data-grid';
import { useEffect, useRef } from 'react';
import styles from './checkbox.module.css';

/** The box of a row or of all rows; the grid moves the focus to it. */
export function RegisterCheckbox(props: GridSlotProps['baseCheckbox']) {
  const { inputRef, checked = false, indeterminate = false, onChange, slotProps, tabIndex, onClick, onKeyDown } = props;
  const place = useRef<HTMLSpanElement>(null);

  useEffect(() => {
    const box = place.current?.querySelector('input');
    if (box) box.indeterminate = indeterminate;
  }, [indeterminate]);

  return (
    <span ref={place} className={styles.place}>
      <input
        {...slotProps?.htmlInput}
        ref={inputRef}
        type="checkbox"
        className={styles.box}
        checked={checked}
        tabIndex={tabIndex}
        onChange={onChange}
        onClick={onClick}
        onKeyDown={onKeyDown}
      />
    </span>
  );
}
