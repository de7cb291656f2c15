//! Every button fits into its 64 bytes and is read as what it was made for.

use proptest::prelude::*;

use super::*;
use crate::domain::{DayStart, GoalKind, NagMinutes, Period, QuietHours, ReminderId, TargetMeasure, Weekday};

fn days() -> impl Strategy<Value = Date> {
    (1i16..=9999, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| Date::constant(year, month, day))
}

fn snoozes() -> impl Strategy<Value = Snooze> {
    prop_oneof![
        any::<u16>().prop_map(Snooze::Minutes),
        Just(Snooze::Evening),
        Just(Snooze::Tomorrow),
        (0u16..1440).prop_map(|minute| Snooze::At(MinuteOfDay::from_minutes(minute).unwrap())),
    ]
}

fn reminders() -> impl Strategy<Value = ReminderRef> {
    (any::<i64>(), days(), any::<i64>()).prop_map(|(habit, day, delivery)| ReminderRef {
        habit: HabitId(habit),
        day,
        delivery: DeliveryId(delivery),
    })
}

fn checks() -> impl Strategy<Value = Callback> {
    let marks = prop_oneof![
        Just(Mark::Clear),
        Just(Mark::Set(Answer::Done)),
        Just(Mark::Set(Answer::NotDone)),
        Just(Mark::Set(Answer::Skipped)),
    ];
    (any::<i64>(), days(), marks, surfaces()).prop_map(|(habit, day, mark, surface)| Callback::Check {
        habit: HabitId(habit),
        day,
        mark,
        surface,
    })
}

fn surfaces() -> impl Strategy<Value = Surface> {
    prop_oneof![
        any::<u16>().prop_map(|page| Surface::Today { page }),
        Just(Surface::Day),
        days().prop_map(|since| Surface::LeftOpen { since }),
        Just(Surface::Card),
        any::<i64>().prop_map(|id| Surface::Reminder(DeliveryId(id))),
        any::<i64>().prop_map(|id| Surface::Reminders(DeliveryId(id))),
    ]
}

fn adds() -> impl Strategy<Value = Callback> {
    (any::<i64>(), days(), surfaces()).prop_map(|(habit, day, surface)| Callback::Add {
        habit: HabitId(habit),
        day,
        surface,
    })
}

fn of_habits() -> impl Strategy<Value = Callback> {
    prop_oneof![
        any::<u16>().prop_map(|page| Callback::Habits { page }),
        any::<u16>().prop_map(|page| Callback::Archived { page }),
        any::<i64>().prop_map(|id| Callback::Card { habit: HabitId(id) }),
        any::<i64>().prop_map(|id| Callback::Explain { habit: HabitId(id) }),
        any::<i64>().prop_map(|id| Callback::PauseMenu { habit: HabitId(id) }),
        (any::<i64>(), days()).prop_map(|(id, until)| Callback::Pause { habit: HabitId(id), until }),
        any::<i64>().prop_map(|id| Callback::Resume { habit: HabitId(id) }),
        any::<i64>().prop_map(|id| Callback::Archive { habit: HabitId(id) }),
        any::<i64>().prop_map(|id| Callback::Restore { habit: HabitId(id) }),
        any::<i64>().prop_map(|id| Callback::AskDelete { habit: HabitId(id) }),
        any::<i64>().prop_map(|id| Callback::Delete { habit: HabitId(id) }),
    ]
}

fn of_reminders() -> impl Strategy<Value = Callback> {
    prop_oneof![
        reminders().prop_map(Callback::SnoozeMenu),
        reminders().prop_map(Callback::Reminder),
        (reminders(), snoozes()).prop_map(|(reminder, snooze)| Callback::Snooze { reminder, snooze }),
        any::<i64>().prop_map(|id| Callback::SnoozeMenuOfAll(DeliveryId(id))),
        any::<i64>().prop_map(|id| Callback::Reminders(DeliveryId(id))),
        (any::<i64>(), snoozes())
            .prop_map(|(id, snooze)| Callback::SnoozeAll { reminders: DeliveryId(id), snooze }),
    ]
}

fn of_days() -> impl Strategy<Value = Callback> {
    let answers = prop_oneof![Just(Answer::Done), Just(Answer::NotDone), Just(Answer::Skipped)];
    let habit_days = || (any::<i64>().prop_map(HabitId), days());
    prop_oneof![
        (days(), any::<u16>()).prop_map(|(day, page)| Callback::Day { day, page }),
        habit_days().prop_map(|(habit, day)| Callback::DayOf { habit, day }),
        habit_days().prop_map(|(habit, day)| Callback::DayMenu { habit, day }),
        habit_days().prop_map(|(habit, day)| Callback::ReplyIsAbout { habit, day }),
        habit_days().prop_map(|(habit, day)| Callback::AskAmount { habit, day }),
        habit_days().prop_map(|(habit, day)| Callback::AskNote { habit, day }),
        habit_days().prop_map(|(habit, day)| Callback::DropNote { habit, day }),
        (habit_days(), answers).prop_map(|((habit, day), answer)| Callback::Noted { habit, day, answer }),
    ]
}

fn of_forms() -> impl Strategy<Value = Callback> {
    prop_oneof![
        any::<i16>().prop_map(|offset_minutes| Callback::Places { offset_minutes }),
        "[A-Za-z_]{1,14}/[A-Za-z_+-]{1,20}".prop_map(Callback::Zone),
        any::<u8>().prop_map(|bits| Callback::Days { bits }),
        any::<u8>().prop_map(|bits| Callback::PickDays { bits }),
        (0u16..1440).prop_map(|minute| Callback::RemindAt(MinuteOfDay::from_minutes(minute).ok())),
    ]
}

fn of_tokens() -> impl Strategy<Value = Callback> {
    prop_oneof![
        any::<u16>().prop_map(|page| Callback::Tokens { page }),
        any::<i64>().prop_map(|id| Callback::Token { token: TokenId(id) }),
        any::<i64>().prop_map(|id| Callback::AskTakeBack { token: TokenId(id) }),
        any::<i64>().prop_map(|id| Callback::TakeBack { token: TokenId(id) }),
        Just(Callback::NewToken),
        Just(Callback::TakeTokenName),
        Just(Callback::Access(TokenAccess::Read)),
        Just(Callback::Access(TokenAccess::Write)),
        any::<u16>().prop_map(|days| Callback::ValidFor { days }),
    ]
}

fn of_drafts() -> impl Strategy<Value = Callback> {
    let fields = prop_oneof![
        Just(DraftField::Name),
        Just(DraftField::Days),
        Just(DraftField::Goal),
        Just(DraftField::Time)
    ];
    let taps = prop_oneof![
        Just(DraftTap::Save),
        Just(DraftTap::Card),
        Just(DraftTap::NoGoal),
        Just(DraftTap::Goal(GoalKind::AtLeast)),
        Just(DraftTap::Goal(GoalKind::AtMost)),
        Just(DraftTap::Kind(HabitKind::Build)),
        Just(DraftTap::Kind(HabitKind::Quit)),
        fields.prop_map(DraftTap::Edit),
        any::<u8>().prop_map(DraftTap::Choose),
    ];
    prop_oneof![
        taps.prop_map(Callback::Draft),
        any::<i64>().prop_map(|id| Callback::Unmake { habit: HabitId(id) }),
    ]
}

fn minutes() -> impl Strategy<Value = MinuteOfDay> {
    (0u16..1440).prop_map(|minute| MinuteOfDay::from_minutes(minute).unwrap())
}

fn times() -> impl Strategy<Value = Option<MinuteOfDay>> {
    prop_oneof![Just(None), minutes().prop_map(Some)]
}

fn of_settings() -> impl Strategy<Value = Callback> {
    let set = prop_oneof![
        proptest::sample::select(&Locale::ALL[..]).prop_map(Setting::Language),
        (0u16..=720).prop_map(|minute| {
            Setting::DayStart(DayStart::new(MinuteOfDay::from_minutes(minute).unwrap()).unwrap())
        }),
        proptest::sample::select(&Weekday::ALL[..]).prop_map(Setting::FirstWeekday),
        Just(Setting::QuietHours(None)),
        (minutes(), minutes()).prop_filter_map("a time twice", |(from, to)| {
            QuietHours::new(from, to).ok().map(|hours| Setting::QuietHours(Some(hours)))
        }),
        times().prop_map(Setting::Digest),
        times().prop_map(Setting::Nudge),
        Just(Setting::Reminders(Reminding::On)),
        Just(Setting::Reminders(Reminding::Off)),
        days().prop_map(Setting::VacationThrough),
        Just(Setting::NoVacation),
        Just(Setting::Pinned(Pinning::On)),
        Just(Setting::Pinned(Pinning::Off)),
        Just(Setting::Freezes(Freezing::On)),
        Just(Setting::Freezes(Freezing::Off)),
    ];
    let taps = prop_oneof![
        set.prop_map(SettingsTap::Set),
        proptest::sample::select(&SettingsPage::ALL[..]).prop_map(SettingsTap::Show),
        proptest::sample::select(&TypedSetting::ALL[..]).prop_map(SettingsTap::Ask),
        Just(SettingsTap::Export),
        Just(SettingsTap::AskDeleteEverything),
    ];
    taps.prop_map(Callback::Settings)
}

fn bare() -> impl Strategy<Value = Callback> {
    prop_oneof![
        Just(Callback::Today),
        Just(Callback::Remind(Reminding::On)),
        Just(Callback::Remind(Reminding::Off)),
        Just(Callback::Language(Locale::En)),
        Just(Callback::Language(Locale::Ru)),
        Just(Callback::Clocks),
        Just(Callback::AskLocation),
        Just(Callback::New),
        Just(Callback::Template(Template::Water)),
        Just(Callback::Template(Template::Read)),
        Just(Callback::Template(Template::Move)),
        Just(Callback::TakeName),
        Just(Callback::RemindAt(None)),
        Just(Callback::RemoveMessage),
        Just(Callback::Cancel),
    ]
}

fn periods() -> impl Strategy<Value = Period> {
    prop_oneof![Just(Period::Week), Just(Period::Month)]
}

fn switches() -> impl Strategy<Value = Switch> {
    prop_oneof![Just(Switch::On), Just(Switch::Off)]
}

fn acts_on_reminders() -> impl Strategy<Value = OnReminder> {
    prop_oneof![
        Just(OnReminder::Show),
        Just(OnReminder::AskTime),
        any::<u8>().prop_map(|bits| OnReminder::PickWeekdays { bits }),
        any::<u8>().prop_map(|bits| OnReminder::Weekdays { bits }),
        (0u16..=180).prop_map(|minutes| OnReminder::Nag(NagMinutes::new(minutes).ok())),
        switches().prop_map(OnReminder::Around),
        Just(OnReminder::Remove),
    ]
}

fn edits_of_days() -> impl Strategy<Value = Edit> {
    prop_oneof![
        Just(Edit::Days),
        Just(Edit::Daily),
        any::<u8>().prop_map(|bits| Edit::PickWeekdays { bits }),
        any::<u8>().prop_map(|bits| Edit::Weekdays { bits }),
        Just(Edit::AskEveryN),
        any::<u16>().prop_map(Edit::EveryN),
        periods().prop_map(Edit::PickTimes),
        (any::<u8>(), periods()).prop_map(|(n, period)| Edit::Times { n, period }),
        any::<u32>().prop_map(|bits| Edit::PickDates { bits }),
        any::<u32>().prop_map(|bits| Edit::Dates { bits }),
        days().prop_map(|day| Edit::Month { year: day.year(), month: day.month() }),
    ]
}

fn edits_of_wishes() -> impl Strategy<Value = Edit> {
    let measures = prop_oneof![Just(TargetMeasure::Streak), Just(TargetMeasure::Total)];
    let minutes = (0u16..1440).prop_map(|minute| MinuteOfDay::from_minutes(minute).unwrap());
    prop_oneof![
        any::<u16>().prop_map(Edit::Target),
        measures.prop_map(Edit::Measure),
        switches().prop_map(Edit::ArchiveWhenReached),
        switches().prop_map(Edit::CarryOver),
        minutes.prop_map(Edit::AddReminder),
        (any::<i64>(), acts_on_reminders()).prop_map(|(id, act)| Edit::Reminder(ReminderId(id), act)),
        any::<u16>().prop_map(Edit::Place),
    ]
}

fn bare_edits() -> impl Strategy<Value = Edit> {
    proptest::sample::select(vec![
        Edit::Menu,
        Edit::AskName,
        Edit::AskTags,
        Edit::NoTags,
        Edit::Goal,
        Edit::AskGoal(GoalKind::AtLeast),
        Edit::AskGoal(GoalKind::AtMost),
        Edit::NoGoal,
        Edit::AskStep,
        Edit::AskTarget,
        Edit::NoTarget,
        Edit::Reminders,
        Edit::AskReminder,
        Edit::Order,
        Edit::Copy,
        Edit::Export,
        Edit::Undo,
    ])
}

fn edits() -> impl Strategy<Value = Callback> {
    let edits = prop_oneof![edits_of_days(), edits_of_wishes(), bare_edits()];
    (any::<i64>(), edits).prop_map(|(habit, edit)| Callback::Edit { habit: HabitId(habit), edit })
}

fn callbacks() -> impl Strategy<Value = Callback> {
    prop_oneof![
        checks(),
        adds(),
        of_reminders(),
        of_days(),
        of_habits(),
        edits(),
        of_forms(),
        of_tokens(),
        of_drafts(),
        of_settings(),
        bare()
    ]
}

proptest! {
    #[test]
    fn every_button_fits_and_means_what_it_was_made_for(callback in callbacks()) {
        let data = callback.encode();
        prop_assert!((1..=MAX_BYTES).contains(&data.len()), "{} bytes", data.len());
        prop_assert_eq!(Callback::decode(&data), Ok(callback));
    }

    #[test]
    fn made_up_data_is_unknown_or_a_button_but_never_a_panic(data in "\\PC{0,64}") {
        let _ = Callback::decode(&data);
    }
}

#[test]
fn old_and_forged_buttons_are_unknown() {
    for data in [
        "",
        "c",
        "c.1",
        "c.1.20261320.d.t",
        "c.1.2026112.d.t",
        "c.99999999999999999999.20261120.d.t",
        "z.1.20261120.2.70000",
        "b.1.20261120.x",
        "b.1.20261120",
        "f.1.20261320",
        "f.1.3",
        "e.1440",
        "H.1",
        "H.1.l.1440",
        "H.1.i.1",
        "H.1.i.1.n.4",
        "H.1.h.2026.13",
        // What was once the day of a month, and a mark and an amount on it.
        "H.1.D.20261120",
        "H.1.D.20261120.a",
        "c.1.20261120.d.p",
        "H.1.c.2",
        "A.a",
        "V.65536",
        "D.",
        "S",
        "S.256",
        "S.u",
        "S.u.x",
        "G",
        "G.p",
        "G.p.?",
        "G.s.d.721",
        "G.s.q.60.60",
        "G.s.w.8",
        "G.s.v.20261320",
        "G.a.p",
        "dn.1.20261120.c",
        "c.1.20261120.d.t-1",
    ] {
        assert_eq!(Callback::decode(data), Err(UnknownCallback), "{data}");
    }
}
