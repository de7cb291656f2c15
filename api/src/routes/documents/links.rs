//! From an answer to what can be called with it: whoever has made something finds its id in the answer.

use std::collections::BTreeMap;

use utoipa::openapi::link::LinkBuilder;
use utoipa::openapi::path::Operation;
use utoipa::openapi::{OpenApi, RefOr};

/// An answer that names what other operations ask for.
struct Source {
    operation: &'static str,
    status: &'static str,
    /// Parameters of addresses, and where their values are.
    gives: &'static [(&'static str, &'static str)],
}

const SOURCES: [Source; 9] = [
    Source { operation: "put_user", status: "201", gives: &[("user", "$response.body#/id")] },
    Source {
        operation: "create_habit",
        status: "201",
        gives: &[("habit", "$response.body#/id"), ("day", "$response.body#/starts_on")],
    },
    Source { operation: "copy_habit", status: "201", gives: &[("habit", "$response.body#/id")] },
    Source { operation: "create_reminder", status: "201", gives: &[("reminder", "$response.body#/id")] },
    Source { operation: "put_execution", status: "200", gives: &[("day", "$response.body#/day")] },
    Source { operation: "create_task", status: "201", gives: &[("task", "$response.body#/id")] },
    Source { operation: "create_token", status: "201", gives: &[("token", "$response.body#/token/id")] },
    Source { operation: "create_key", status: "201", gives: &[("key", "$response.body#/key/id")] },
    Source { operation: "rotate_key", status: "201", gives: &[("key", "$response.body#/key/id")] },
];

/// An operation by its id and the parameters of its address.
type Addresses = Vec<(String, Vec<String>)>;

/// Writes a link from each source to each operation that asks for something it gives, and for nothing that neither its
/// answer nor its own address has.
pub(super) fn write_down(document: &mut OpenApi) {
    let addresses = addresses(document);
    super::for_each_operation(document, |path, _, operation| {
        let id = operation.operation_id.clone().unwrap_or_default();
        for source in SOURCES.iter().filter(|source| source.operation == id) {
            link(operation, source, &parameters(path), &addresses);
        }
    });
}

fn addresses(document: &mut OpenApi) -> Addresses {
    let mut addresses = Addresses::new();
    super::for_each_operation(document, |path, _, operation| {
        addresses.push((operation.operation_id.clone().unwrap_or_default(), parameters(path)));
    });
    addresses
}

/// The names in braces.
fn parameters(path: &str) -> Vec<String> {
    let names = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    names.map(str::to_owned).collect()
}

fn link(operation: &mut Operation, source: &Source, own: &[String], addresses: &Addresses) {
    let Some(RefOr::T(response)) = operation.responses.responses.get_mut(source.status) else { return };
    for (target, wanted) in addresses {
        let values: Option<BTreeMap<_, _>> =
            wanted.iter().map(|name| value(source, own, name).map(|value| (name.clone(), value))).collect();
        let is_given = wanted.iter().any(|name| source.gives.iter().any(|(given, _)| given == name));
        let Some(values) = values.filter(|_| is_given && target != source.operation) else { continue };
        let link = values
            .into_iter()
            .fold(LinkBuilder::new().operation_id(target), |link, (name, value)| link.parameter(name, value));
        response.links.insert(target.clone(), link.build().into());
    }
}

fn value(source: &Source, own: &[String], name: &str) -> Option<String> {
    let given = source.gives.iter().find(|(given, _)| *given == name);
    let given = given.map(|(_, place)| (*place).to_owned());
    given.or_else(|| own.iter().any(|own| own == name).then(|| format!("$request.path.{name}")))
}
