//! The questions for a value in words, and what is the matter with an answer.

use core_shared::callback::TypedSetting;
use core_shared::domain::Locale;
use core_shared::screen::{Html, Keyboard, Screen};
use core_shared::texts::html;

use super::show;
use crate::typed_setting::Complaint;
use crate::views::button;

pub(crate) fn question(locale: Locale, setting: TypedSetting) -> Screen {
    let text = match setting {
        TypedSetting::DayStart => html(locale, "ask-day-start", &[]),
        TypedSetting::QuietHours => html(locale, "ask-quiet-hours", &[]),
        TypedSetting::Digest => html(locale, "ask-digest", &[]),
        TypedSetting::Nudge => html(locale, "ask-nudge", &[]),
        TypedSetting::Vacation => html(locale, "ask-vacation", &[]),
    };
    Screen::new(text, Keyboard::rows([vec![button(locale, "button-back", show(setting.page()))]]))
}

/// The same question, with what is the matter above it.
pub(crate) fn asked_again(locale: Locale, setting: TypedSetting, complaint: Complaint) -> Screen {
    let complaint = match complaint {
        Complaint::NotATime => html(locale, "typed-not-a-time", &[]),
        Complaint::AfterNoon => html(locale, "typed-after-noon", &[]),
        Complaint::NotTwoTimes => html(locale, "typed-not-two-times", &[]),
        Complaint::SameTimeTwice => html(locale, "typed-same-time-twice", &[]),
        Complaint::NotADate => html(locale, "typed-not-a-date", &[]),
        Complaint::Over => html(locale, "typed-over", &[]),
        Complaint::Backwards => html(locale, "typed-backwards", &[]),
        Complaint::TooFar => html(locale, "typed-too-far", &[]),
    };
    let Screen { text, keyboard } = question(locale, setting);
    Screen::new(Html::lines([complaint, Html::default(), text]), keyboard)
}
