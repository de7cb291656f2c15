//! What requests have in common: a body that is wanted has to be there, an address knows no null, and a field that
//! nobody knows is refused.

use std::collections::BTreeSet;

use serde_json::Value;
use utoipa::openapi::path::{Operation, ParameterIn};
use utoipa::openapi::schema::{AdditionalProperties, ArrayItems, Schema, SchemaType, Type};
use utoipa::openapi::{OpenApi, RefOr, Required};

/// Says of the requests of one operation what holds for all.
pub(super) fn complete(operation: &mut Operation) {
    if let Some(RefOr::T(body)) = &mut operation.request_body {
        body.required = Some(Required::True);
    }
    for parameter in operation.parameters.iter_mut().flatten() {
        let RefOr::T(parameter) = parameter else { continue };
        if let Some(RefOr::T(Schema::Object(object))) = &mut parameter.schema {
            forbid_null(&mut object.schema_type);
            if parameter.parameter_in == ParameterIn::Path {
                object.examples = vec![example(&parameter.name)];
            }
        }
    }
}

/// What may stand at a place of an address.
fn example(name: &str) -> Value {
    match name {
        "user" => 7.into(),
        "day" => "2026-01-05".into(),
        // The id of something that was made.
        _ => 1.into(),
    }
}

fn forbid_null(schema_type: &mut SchemaType) {
    if let SchemaType::Array(types) = schema_type {
        types.retain(|kind| *kind != Type::Null);
        if let [only] = types.as_slice() {
            *schema_type = SchemaType::Type(only.clone());
        }
    }
}

/// Closes every schema that a request body is made of: the extractor refuses unknown fields at any depth.
pub(super) fn close(document: &mut OpenApi) {
    let mut waiting = bodies(document);
    let Some(components) = &mut document.components else { return };
    let mut closed = BTreeSet::new();
    while let Some(name) = waiting.pop() {
        if !closed.insert(name.clone()) {
            continue;
        }
        if let Some(schema) = components.schemas.get_mut(&name) {
            close_schema(schema, &mut waiting);
        }
    }
}

/// The names of the schemas of all request bodies.
fn bodies(document: &mut OpenApi) -> Vec<String> {
    let mut names = Vec::new();
    super::for_each_operation(document, |_, _, operation| {
        if let Some(RefOr::T(body)) = &operation.request_body {
            for content in body.content.values() {
                if let RefOr::T(content) = content {
                    names.extend(content.schema.as_ref().and_then(name));
                }
            }
        }
    });
    names
}

fn name(schema: &RefOr<Schema>) -> Option<String> {
    match schema {
        RefOr::Ref(reference) => reference.ref_location.rsplit('/').next().map(str::to_owned),
        RefOr::T(_) => None,
    }
}

fn close_schema(schema: &mut RefOr<Schema>, found: &mut Vec<String>) {
    let Some(schema) = inline(schema, found) else { return };
    let parts = match schema {
        Schema::Object(object) => {
            if !object.properties.is_empty() && object.additional_properties.is_none() {
                object.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
            }
            object.properties.values_mut().for_each(|property| close_schema(property, found));
            return;
        }
        Schema::Array(array) => {
            if let ArrayItems::RefOrSchema(items) = &mut array.items {
                close_schema(items, found);
            }
            return;
        }
        Schema::OneOf(one_of) => &mut one_of.items,
        Schema::AnyOf(any_of) => &mut any_of.items,
        // The parts of what is all of them see only their own fields.
        _ => return,
    };
    for part in parts {
        close_schema(part, found);
    }
}

/// The schema that is written out here; that of a reference is found later.
fn inline<'a>(schema: &'a mut RefOr<Schema>, found: &mut Vec<String>) -> Option<&'a mut Schema> {
    found.extend(name(schema));
    match schema {
        RefOr::Ref(_) => None,
        RefOr::T(schema) => Some(schema),
    }
}
