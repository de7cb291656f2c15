# Напоминание и то, во что оно превращается.

reminder = 🔔 <b>{ $habit }</b>
reminder-for-day = за { $date }
reminder-done = ✅ <b>{ $habit }</b>
reminder-skipped = ⏭ <b>{ $habit }</b>: пропуск, серия сохранится
reminder-not-done = ✖️ <b>{ $habit }</b>: не в этот раз
reminder-snoozed = 💤 <b>{ $habit }</b>: напомню ещё раз в { $time }
reminder-closed = ▫️ <b>{ $habit }</b>: { $date } — этот день закончился. Отметить его ещё можно в /habits.
button-done = ✅ Готово
button-skip = ⏭ Пропустить
button-later = 💤 Позже
button-undo = ↩️ Отменить
button-back = ‹ Назад
button-in-minutes =
    { $minutes ->
        [one] Через { $minutes } минуту
        [few] Через { $minutes } минуты
       *[many] Через { $minutes } минут
    }
button-in-hours =
    { $hours ->
        [one] Через { $hours } час
        [few] Через { $hours } часа
       *[many] Через { $hours } часов
    }
