<?php
/** The mails of WooCommerce. */

class WC_Email {
	public $id;
	public $title;
	public $description;
	public $customer_email;
	public $template_base;
	public $template_html;
	public $template_plain;
	public $placeholders = array();
	public $object;
	public $recipient;

	public function __construct() {}
	public function setup_locale() {}
	public function restore_locale() {}
	public function is_enabled() {
		return 'no' !== get_option( "woocommerce_{$this->id}_enabled", 'yes' );
	}
	public function get_recipient() {
		return $this->recipient;
	}
	public function get_subject() {
		return strtr( $this->get_default_subject(), $this->placeholders );
	}
	public function get_heading() {
		return strtr( $this->get_default_heading(), $this->placeholders );
	}
	public function get_content() {
		return 'plain' === get_option( 'fake_mail_kind' ) ? $this->get_content_plain() : $this->get_content_html();
	}
	public function get_headers() {
		return '';
	}
	public function get_attachments() {
		return array();
	}
	public function send( $to, $subject, $message, $headers, $attachments ) {
		fake_die_at( 'send' );
		fake_append( 'mails', compact( 'to', 'subject', 'message' ) );
		return true;
	}
}

function WC() {
	return new class() {
		public function mailer() {
			return $this;
		}
		public function get_emails() {
			return apply_filters( 'woocommerce_email_classes', array() );
		}
	};
}
function wc_get_template_html( string $template, array $args, string $path, string $base ) {
	extract( $args );
	ob_start();
	require $base . $template;
	return ob_get_clean();
}
