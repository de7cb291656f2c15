//! What a bot says about itself: commands by scope and language, name, descriptions, the menu button.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One entry of the command menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Command {
    pub command: String,
    pub description: String,
}

/// A list of commands belongs to a scope (`default`, `chat 1001`, …) and a language (empty: every other).
type CommandKey = (String, String);

#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Profile {
    /// As a list, because the keys of a JSON object are texts.
    commands: Vec<(CommandKey, Vec<Command>)>,
    /// By language; the empty language is the fallback.
    pub(crate) names: BTreeMap<String, String>,
    pub(crate) descriptions: BTreeMap<String, String>,
    pub(crate) short_descriptions: BTreeMap<String, String>,
    pub(crate) menu_button: Option<Value>,
}

impl Profile {
    pub(crate) fn name(&self, given: &str) -> String {
        in_language(&self.names, "").unwrap_or(given).to_owned()
    }

    pub(crate) fn commands(&self, scope: &str, language: &str) -> Option<&[Command]> {
        let key = (scope.to_owned(), language.to_owned());
        self.commands.iter().find(|(known, _)| *known == key).map(|(_, list)| list.as_slice())
    }

    pub(crate) fn set_commands(&mut self, scope: &str, language: &str, list: Vec<Command>) {
        self.delete_commands(scope, language);
        if !list.is_empty() {
            self.commands.push(((scope.to_owned(), language.to_owned()), list));
        }
    }

    pub(crate) fn delete_commands(&mut self, scope: &str, language: &str) {
        let key = (scope.to_owned(), language.to_owned());
        self.commands.retain(|(known, _)| *known != key);
    }

    /// The menu that a person sees: the first list that is set, from the narrowest scope to the widest.
    pub(crate) fn commands_for(&self, chat: i64, language: &str) -> &[Command] {
        let short = language.split('-').next().unwrap_or_default();
        let scopes = [format!("chat {chat}"), "all_private_chats".to_owned(), "default".to_owned()];
        let mut lists = scopes.iter().flat_map(|scope| [(scope, short), (scope, "")]);
        lists.find_map(|(scope, language)| self.commands(scope, language)).unwrap_or_default()
    }
}

/// The text in a language, or its fallback.
pub(crate) fn in_language<'t>(texts: &'t BTreeMap<String, String>, language: &str) -> Option<&'t str> {
    let short = language.split('-').next().unwrap_or_default();
    texts.get(short).or_else(|| texts.get("")).map(String::as_str)
}
