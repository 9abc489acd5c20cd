<?php
namespace Gigastore\WooCommerce;

defined( 'ABSPATH' ) || exit;

/** A refusal or failure of the store. */
final class StoreException extends \RuntimeException {
	/**
	 * `error` is the code of the store, or `connection_failed` or `unexpected_answer`. `status` is 0
	 * without an answer. `retryAfter` is in seconds.
	 */
	public function __construct(
		public readonly string $error,
		string $message,
		public readonly int $status = 0,
		public readonly string $requestId = '',
		public readonly ?float $retryAfter = null,
		public readonly array $errors = array(),
		public int $attempts = 1
	) {
		parent::__construct( $message );
	}
}

/** A delivery that cannot be verified; `error` is the reason. */
final class WebhookException extends \RuntimeException {
	public function __construct( public readonly string $error, string $message ) {
		parent::__construct( $message );
	}
}
